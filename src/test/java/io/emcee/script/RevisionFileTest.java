package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.revision.RevisionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One file: what it may not say, and what of it is drift when it changes. */
class RevisionFileTest {
    private final Folder folder = Folder.sound();

    /** The last line of e1's header is 5, its first statement stands in line 7. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -- phase: expand        | -- phase: expnad                  | e1.sql:2: unknown phase "expnad"; known are base, expand, migrate, contract
            -- phase: expand        | -- # phase                        | e1.sql:1: the key "phase" is missing
            -- revision: e1         | -- revision: -e1                  | e1.sql:1: the key "revision" holds "-e1"; a revision id is 1 to 100 letters, digits, "_", "-" or ".", a letter or digit first
            -- revision: e1         | -- revision:                      | e1.sql:1: the key "revision" has no value
            -- down_revision: t1    | -- down_revision: [t1, t1b]       | e1.sql:3: only one revision can come before; name one in "down_revision"
            -- summary: a new column| -- summary: [a]                   | e1.sql:5: the key "summary" must be a single value
            -- summary: a           | -- version: 0;-- summary: a       | e1.sql:5: the key "version" must be a whole number of at least 1, not "0"
            -- summary: a           | -- nothing: true;-- summary: a    | e1.sql:8: the header says "nothing: true", but here is a statement; leave out one of them
            -- summary: a           | -- lock_timeout: 0s;-- summary: a | e1.sql:5: the key "lock_timeout" must be a time from 1ms to 24h such as 5s, not "0s"
            -- summary: a           | -- lock_timeout: 2d;-- summary: a | e1.sql:5: the key "lock_timeout" must be a time from 1ms to 24h such as 5s, not "2d"
            -- summary: a           | -- waive: a;-- summary: a         | e1.sql:5: the key "waive" must be a mapping
            -- summary: a           | -- table: a;-- summary: a         | e1.sql:5: the key "table" belongs to a migrate revision; leave it out
            -- summary: a           | -- verify: SELECT 1);-- summary: a| e1.sql:5: the key "verify" must be one whole piece of SQL; close its quotes and parentheses, and leave out semicolons and a comment at its end
            ADD COLUMN visibility   | ADD COLUMN 'visibility            | e1.sql:7: the quote ' that opens here is never closed; close it
            ADD COLUMN visibility   | ADD COLUMN {batch}                | e1.sql:7: "{batch}" belongs to a migrate revision; write the statement without
            ALTER TABLE images      | BEGIN;ALTER TABLE images          | e1.sql:7: "BEGIN" is for emcee to say: each part is a transaction; leave it out
            ALTER TABLE images      | COMMIT AND CHAIN;ALTER TABLE images | e1.sql:7: "COMMIT AND CHAIN" is for emcee to say: each part is a transaction; leave it out
            ALTER TABLE images      | COPY a FROM STDIN;ALTER TABLE images | e1.sql:7: "COPY A FROM STDIN" has no data here; write INSERT
            ALTER TABLE images      | SET lock_timeout = 0;ALTER TABLE images | e1.sql:7: "SET LOCK_TIMEOUT" would be overruled at every attempt; write "lock_timeout:" in the header instead
            ALTER TABLE images      | VACUUM;ALTER TABLE images         | e1.sql:7: "VACUUM" cannot share a transaction; give it a part of its own, begun by a line "-- part"
            by_visibility ON        | ON                                | e1.sql:10: "CREATE INDEX CONCURRENTLY ON" has no name that could be looked for after an interruption; give the index a name
            CREATE INDEX CONCURRENTLY by_visibility ON images (visibility) | DROP INDEX CONCURRENTLY a, b | e1.sql:10: "DROP INDEX CONCURRENTLY A" can drop one index only; give each a part of its own
            """)
    void anExpandFileIsToldItsProblemWithItsLine(String old, String text, String problem) {
        folder.edit("e1.sql", old, text.startsWith("--") ? text.replace(";", "\n") : text.replace(";", ";\n"));
        assertTrue(folder.problems().startsWith(problem + "\n"), folder::problems);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -- version: 43;     | ``                       | m1.sql:1: the key "version" is missing; a migrate revision states its own
            -- table: images;   | ``                       | m1.sql:1: the key "table" is missing; a data migration needs table, key and pending
            -- key: id;         | ``                       | m1.sql:1: the key "key" is missing; a data migration needs table, key and pending
            -- pending: visibility IS NULL; | ``           | m1.sql:1: the key "pending" is missing; a data migration needs table, key and pending
            -- key: id          | -- key: {a: b}           | m1.sql:8: the key "key" must be a value or a list
            visibility IS NULL;;| visibility IS NULL);;    | m1.sql:9: the key "pending" must be one whole piece of SQL; close its quotes and parentheses, and leave out semicolons and a comment at its end
            {batch} AND         | ``                       | m1.sql:11: the statement has no "{batch}"; write WHERE {batch} AND the pending condition
            UPDATE              | SELECT 1 WHERE {batch}\\; UPDATE | m1.sql:11: this statement is one too many; a migrate revision has one, split it in two
            -- key: id          | -- key: id;-- nothing: true | m1.sql:7: the key "table" belongs to a migrate revision with a statement; leave it out
            -- depends_on: e1;  | ``                       | m1.sql:1: the data migration "m1" depends on nothing; name in depends_on the expand revision that it fills
            """)
    void aMigrateFileIsToldItsProblemWithItsLine(String old, String text, String problem) {
        folder.edit("m1.sql", lines(old), lines(text));
        assertTrue(folder.problems().startsWith(problem + "\n"), folder::problems);
    }

    @Test
    void aFileTellsAllItsProblemsEvenWithoutAnId() {
        folder.with("e1.sql", """
                -- phase: expand
                -- colour: red
                SELECT 1; VACUUM;
                COMMIT;
                SELECT (
                """);
        assertEquals("""
                e1.sql:1: the key "revision" is missing
                e1.sql:1: the key "release" is missing
                e1.sql:1: the key "summary" is missing
                e1.sql:2: unknown key "colour"; known are depends_on, down_revision, key, lock_timeout, nothing, pending, phase, release, revision, summary, table, verify, version, waive
                e1.sql:3: "VACUUM" cannot share a transaction; give it a part of its own, begun by a line "-- part"
                e1.sql:4: "COMMIT" is for emcee to say: each part is a transaction; leave it out
                e1.sql:5: the parenthesis that opens here is never closed; close it
                """, folder.problems());
    }

    @Test
    void theOptionalKeysAreRead() {
        folder.edit("e1.sql", "-- summary", """
                -- lock_timeout: 500ms
                -- verify: SELECT true
                -- waive:
                --   table-rewrite: the table is small
                -- summary""");
        Script script = script("e1");
        assertEquals(Optional.of(Duration.ofMillis(500)), script.lockTimeout());
        assertEquals(Optional.of("SELECT true"), script.verify());
        assertEquals(List.of(new Waiver("table-rewrite", "the table is small", 8)), script.waivers());
    }

    @Test
    void aWaiverHasAReason() {
        folder.edit("e1.sql", "-- summary", "-- waive:\n--   drop-in-expand:\n-- summary");
        assertEquals("e1.sql:6: the key \"drop-in-expand\" has no value\n", folder.problems());
    }

    @Test
    void aPlaceholderHasNoStatement() {
        folder.edit("c1.sql", "ALTER TABLE images DROP COLUMN is_public;", "-- nothing here")
                .edit("c1.sql", "-- summary", "-- nothing: true\n-- summary");
        assertTrue(script("c1").placeholder());
        assertEquals(1, script("c1").parts().size());
        assertFalse(script("m1").placeholder());
        assertFalse(script("e1").placeholder());
    }

    @Test
    void onlyTheContractDropsData() {
        assertTrue(script("c1").dropsData());
        assertFalse(script("e1").dropsData());
        assertFalse(script("m1").dropsData());
    }

    @Test
    void theRecordedTextOfARevisionBeginsWithWhatGivesItMeaning() {
        assertEquals("""
                -- revision: c1
                -- depends_on: e1
                ALTER TABLE images DROP COLUMN is_public;
                """, recorded("c1"));
        assertEquals("""
                -- revision: m1
                -- depends_on: e1
                -- table: images
                -- key: id
                -- pending: visibility IS NULL
                -- UPDATE images SET visibility = 'shared' WHERE {batch} AND visibility IS NULL
                """, recorded("m1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m1.sql | every image gets   | each image has
            m1.sql | -- summary         | -- waive: {rule: because};-- summary
            m1.sql | -- summary         | -- lock_timeout: 7s;-- summary
            m1.sql | -- version: 43     | -- version: 44
            m1.sql | -- release: b      | -- release: other
            c1.sql | the old column     | the column
            c1.sql | is_public\\;       | is_public
            c1.sql | is_public\\;       | is_public\\; -- done
            """)
    void editingWhatOnlyDescribesIsNoDrift(String file, String old, String text) {
        String id = file.substring(0, 2);
        int before = checksum(id);
        folder.edit(file, lines(old), lines(text));
        assertEquals(before, checksum(id));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m1.sql | -- table: images    | -- table: pictures
            m1.sql | -- key: id          | -- key: [id, name]
            m1.sql | pending: visibility | pending: not visibility
            m1.sql | -- depends_on: e1   | -- depends_on: [e1, t1]
            m1.sql | 'shared'            | 'private'
            c1.sql | -- depends_on: e1   | -- depends_on: [e1, m1]
            c1.sql | DROP COLUMN         | DROP
            """)
    void editingWhatIsDoneIsDrift(String file, String old, String text) {
        String id = file.substring(0, 2);
        int before = checksum(id);
        folder.edit(file, old, text);
        assertFalse(before == checksum(id));
    }

    @Test
    void lineEndsOfAnotherSystemAreNoDrift() {
        int expand = checksum("e1");
        int migrate = checksum("m1");
        folder.edit("e1.sql", "\n", "\r\n").edit("m1.sql", "\n", "\r\n");
        assertEquals(expand, checksum("e1"));
        assertEquals(migrate, checksum("m1"));
    }

    @Test
    void theChecksumIsTheCrc32OfTheLines() {
        // As Flyway computes it: printf '%s' '-- revision: c1' '-- depends_on: e1' 'ALTER ...;' | crc32
        var crc = new java.util.zip.CRC32();
        crc.update("-- revision: c1-- depends_on: e1ALTER TABLE images DROP COLUMN is_public;".getBytes());
        assertEquals((int) crc.getValue(), checksum("c1"));
    }

    private static String lines(String text) {
        return text.replace("\\;", "\u0000")
                .replace(";;", "\n\n")
                .replace(";", "\n")
                .replace("\u0000", ";");
    }

    private Script script(String id) {
        return folder.read().script(RevisionId.of(id));
    }

    private String recorded(String id) {
        return script(id).recorded(script(id).parts().get(0));
    }

    private int checksum(String id) {
        Script script = script(id);
        return script.checksum(script.parts().get(0));
    }
}
