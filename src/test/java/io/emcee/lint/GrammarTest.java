package io.emcee.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.script.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE IF EXISTS ONLY "Odd Name" DROP COLUMN a     | ACCESS EXCLUSIVE on "Odd Name": blocks reads and writes
            alter table Public.Things add column a int                  | ACCESS EXCLUSIVE on things: blocks reads and writes
            ALTER TABLE other.things ADD COLUMN a int                   | ACCESS EXCLUSIVE on other.things: blocks reads and writes
            CREATE INDEX CONCURRENTLY ON things (lower(name), (a + b))  | SHARE UPDATE EXCLUSIVE on things: blocks vacuum and other schema changes
            DROP INDEX never_heard_of                                   | ACCESS EXCLUSIVE on never_heard_of (an index): blocks reads and writes
            TRUNCATE ONLY a, b                                          | ACCESS EXCLUSIVE on a: blocks reads and writes, ACCESS EXCLUSIVE on a (its indexes): blocks reads and writes, ACCESS EXCLUSIVE on b: blocks reads and writes, ACCESS EXCLUSIVE on b (its indexes): blocks reads and writes
            UPDATE ONLY public.things SET a = 1 WHERE {batch}           | ROW EXCLUSIVE on things: lets reads and writes pass
            """)
    void aStatementNamesWhatItLocks(String sql, String locks) {
        assertEquals(
                locks,
                read(sql).stream()
                        .flatMap(effect -> effect.locks().stream())
                        .map(Lock::toString)
                        .collect(Collectors.joining(", ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROBNICATE t",
                "ALTER TABLE t",
                "ALTER TABLE t ADD COLUMN a int,",
                "ALTER TABLE t ADD COLUMN a int FROBNICATED",
                "ALTER TABLE t ALTER COLUMN a FROBNICATE",
                "ALTER TABLE ALL IN TABLESPACE x SET TABLESPACE y",
                "CREATE TABLE t",
                "CREATE FROB t",
                "DROP FROB t",
                "DROP TABLE t FROB",
                "ALTER TYPE pair ADD ATTRIBUTE z int",
                "DO $$ BEGIN END $$",
                "CALL anything()"
            })
    void whatTheGrammarDoesNotKnowIsNotUnderstood(String sql) {
        assertThrows(NotUnderstood.class, () -> read(sql));
    }

    /** A file may hold anything: with any token gone or doubled, a statement is read, or it is not understood. */
    @Test
    void noStatementBreaksTheReading() throws IOException {
        int notUnderstood = 0;
        for (String sql : statements()) {
            List<Token> tokens = Token.all(sql);
            for (int i = 0; i < tokens.size(); i++) {
                List<Token> without = new ArrayList<>(tokens);
                without.remove(i);
                List<Token> doubled = new ArrayList<>(tokens);
                doubled.add(i, tokens.get(i));
                notUnderstood += fails(without) + fails(doubled) + fails(tokens.subList(0, i));
            }
        }
        assertTrue(notUnderstood > 1_000, () -> "too much is taken for understood");
    }

    private static int fails(List<Token> tokens) {
        try {
            new Grammar(world()).read(tokens);
            return 0;
        } catch (NotUnderstood expected) {
            return 1;
        }
    }

    private static List<String> statements() throws IOException {
        try (InputStream in = Objects.requireNonNull(GrammarTest.class.getResourceAsStream("statements.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Stream.of(line.replaceFirst(" @\\d+-$", "").split(" >> ")))
                    .toList();
        }
    }

    private static List<Effect> read(String sql) {
        return new Grammar(world()).read(Token.all(sql));
    }

    private static World world() {
        return new World(OptionalInt.empty(), "public");
    }
}
