package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.json.InvalidFile;
import io.emcee.revision.RevisionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetReaderTest {
    private final Folder folder = Folder.sound();

    @Test
    void aFolderIsASetWithoutSetYaml() {
        RevisionSet set = folder.read();
        assertEquals("folder", set.name());
        assertEquals("", set.summary());
        assertEquals(SoftDelete.COMMON, set.softDelete());
        assertEquals(Map.of(), set.guarded());
        assertEquals(4, set.graph().size());
    }

    @Test
    void setYamlSaysWhatIsKnownOfTheTables() {
        RevisionSet set = folder.with("set.yaml", """
                        name: shop
                        summary: sells images
                        soft_delete: {flag: gone, at: gone_at}
                        guarded:
                          images: {age: 180d, reason: "ids come back: never"}
                        legacy: {42: t1}
                        aliases: {old: c1}
                        """).read();
        assertEquals("shop", set.name());
        assertEquals("sells images", set.summary());
        assertEquals(new SoftDelete("gone", "gone_at"), set.softDelete());
        assertEquals(Map.of("images", new Guard(Duration.ofDays(180), "ids come back: never")), set.guarded());
    }

    @Test
    void aVersionIsARevisionAReleaseAnAliasOrALegacyNumber() {
        RevisionSet set = folder.with("set.yaml", "legacy: {42: t1}\naliases: {old: c1}\n")
                .read();
        assertEquals("[e1]", set.resolve("e1").toString());
        assertEquals("[e1, m1, c1]", set.resolve("b").toString());
        assertEquals("[c1]", set.resolve("old").toString());
        assertEquals("[t1]", set.resolve("42").toString());
        assertEquals(
                "The revision set \"folder\" has no revision, release, alias or legacy number \"43\"; its releases are a, b.",
                assertThrows(UnknownVersion.class, () -> set.resolve("43")).getMessage());
    }

    @Test
    void setYamlIsCheckedBesideTheRevisions() {
        folder.with("set.yaml", """
                nam: x
                soft_delete: {flag: gone}
                guarded:
                  images: {age: soon, reasons: x}
                  tasks: {reason: x}
                legacy: {42: t9}
                aliases: {b: t1, e1: t1, fine: t1}
                """).edit("e1.sql", "-- release: b\n", "");
        assertEquals("""
                e1.sql:1: the key "release" is missing
                set.yaml:1: unknown key "nam"; did you mean "name"?
                set.yaml:2: the key "at" is missing
                set.yaml:4: the key "age" must be an age such as 180d, not "soon"
                set.yaml:4: the key "reason" is missing
                set.yaml:4: unknown key "reasons"; did you mean "reason"?
                set.yaml:5: the key "age" is missing
                set.yaml:6: "42" stands for "t9", which does not exist; name a revision
                set.yaml:7: "b" is a revision or a release already; take it out of aliases
                set.yaml:7: "e1" is a revision or a release already; take it out of aliases
                """, folder.problems());
    }

    @Test
    void everyProblemOfEveryFileStandsInOneListing() {
        folder.with("broken.sql", "-- revision: broken\n-- phase: expand: x\nSELECT 1;\n")
                .with("binary.sql", "-- revision: binary\n-- summary: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1))
                .with("after.sql", header("after", "down_revision: broken\n-- nothing: true"))
                .with("odd.sql", header("odd1", "nothing: true").replace("expand", "expend"))
                .with("odd2.sql", header("odd2", "down_revision: odd1\n-- nothing: true"))
                .with("unknown.sql", header("unknown", "down_revision: t9\n-- nothing: true\n-- sumary: x"))
                .with("circle1.sql", header("circle1", "down_revision: circle2\n-- nothing: true"))
                .with("circle2.sql", header("circle2", "down_revision: circle1\n-- nothing: true"))
                .with("fork.sql", header("fork", "down_revision: t1\n-- nothing: true"))
                .with("twice.sql", header("e1", "down_revision: t1\n-- nothing: true"))
                .with("empty.sql", header("empty", "down_revision: binary"))
                .with("mixed.sql", header("mixed", "down_revision: e1") + "SELECT 1;\nVACUUM;\n")
                .edit("c1.sql", "-- depends_on: e1\n", "")
                .with("set.yaml", "- a\n");
        assertEquals("""
                binary.sql:2: the file is not UTF-8; save it as UTF-8
                broken.sql:2: this is not valid YAML: mapping values are not allowed here; put a value with ": " in quotes
                c1.sql:1: the contract "c1" depends on nothing; name in depends_on the expand revision that it completes
                circle1.sql:1: the revisions "circle1" -> "circle2" -> "circle1" wait for one another in a circle; take one of these parents away
                empty.sql:1: there is no statement; write one, or "nothing: true" for a revision without any
                fork.sql:5: the expand branch begins twice, at "e1" and "fork"; let one follow the other
                mixed.sql:8: "VACUUM" cannot share a transaction; give it a part of its own, begun by a line "-- part"
                odd.sql:2: unknown phase "expend"; known are base, expand, migrate, contract
                set.yaml:1: here is no "key: value"; write one on each line
                twice.sql:1: the revision "e1" exists twice; give one of them another id
                unknown.sql:5: down_revision "t9" of "unknown" does not exist; name a revision of this set
                unknown.sql:7: unknown key "sumary"; did you mean "summary"?
                """, folder.problems());
    }

    @Test
    void theListingSaysThatNothingWasRun() {
        folder.with("e1.sql", "");
        assertEquals("""
                Cannot use the revision set "folder": 1 problem; nothing was run.
                  e1.sql:1: there is no header; begin the file with comment lines such as "-- revision: some_id\"""", assertThrows(InvalidFile.class, folder::read).getMessage());
    }

    @Test
    void aFolderWithoutRevisionsIsNoSet() {
        assertEquals(
                "shop/: there is no revision file (*.sql) in this folder; write one",
                assertThrows(InvalidFile.class, () -> SetReader.read("shop", "shop/", Map.of("set.yaml", new byte[0])))
                        .problems()
                        .get(0)
                        .toString());
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFile() {
        folder.edit("e1.sql", "-- revision: e1", "\uFEFF-- revision: e1");
        assertEquals(4, folder.read().graph().size());
    }

    @Test
    void versionsGoUpFromTheTrunkInBothBranches() {
        RevisionSet set = folder.with("e2.sql", header("e2", "down_revision: e1\n-- nothing: true"))
                .with("e3.sql", header("e3", "down_revision: e2\n-- version: 50\n-- nothing: true"))
                .with("e4.sql", header("e4", "down_revision: e3\n-- nothing: true"))
                .read();
        assertEquals(
                List.of(42, 43, 44, 50, 51, 43, 43),
                List.of("t1", "e1", "e2", "e3", "e4", "m1", "c1").stream()
                        .map(id -> set.script(RevisionId.of(id)).version())
                        .toList());
    }

    @Test
    void aTrunkThatStatesNoVersionBeginsAtOne() {
        RevisionSet set = folder.edit("t1.sql", "-- version: 42\n", "").read();
        assertEquals(1, set.script(RevisionId.of("t1")).version());
        assertEquals(2, set.script(RevisionId.of("c1")).version());
    }

    @Test
    void versionsThatDoNotGoUpOrMeetAreProblemsBesideTheOthers() {
        folder.with("e2.sql", header("e2", "down_revision: e1\n-- version: 43\n-- nothing: true"))
                .with(
                        "m2.sql",
                        header("m2", "depends_on: e1\n-- version: 43\n-- nothing: true")
                                .replace("expand", "migrate"))
                .with("a3.sql", header("a3", "down_revision: z2\n-- version: 44\n-- nothing: true"))
                .with("z2.sql", header("z2", "down_revision: e2\n-- nothing: true"))
                .edit("c1.sql", "-- depends_on: e1", "-- depends_on: e9");
        assertEquals("""
                a3.sql:6: version 44 of "a3" is not above its down_revision's 44; raise it, or leave it out
                c1.sql:4: depends_on "e9" of "c1" does not exist; name a revision of this set
                e2.sql:6: version 43 of "e2" is not above its down_revision's 43; raise it, or leave it out
                e2.sql:6: version 43 of "e2" is already that of "e1"; give it another one
                m2.sql:6: version 43 of "m2" is already that of "m1"; give it another one
                z2.sql:1: version 44 of "z2" is already that of "a3"; give it another one
                """, folder.problems());
    }

    @Test
    void tenThousandRevisionsInALineAreNumbered() {
        for (int i = 2; i <= 10_000; i++) {
            folder.with("e" + i + ".sql", header("e" + i, "down_revision: e" + (i - 1) + "\n-- nothing: true"));
        }
        assertEquals(10_042, folder.read().script(RevisionId.of("e10000")).version());
    }

    @Test
    void partsAreNumberedBelowTheRevisionAndTheLastIsTransactional() {
        Script script = folder.read().script(RevisionId.of("e1"));
        assertEquals(
                List.of("43", "43.1", "43.2"),
                script.parts().stream().map(script::version).toList());
        assertEquals(
                List.of(true, false, true),
                script.parts().stream().map(Part::transactional).toList());
        assertEquals("", script.lastPart().sql());
        assertEquals(
                "ALTER TABLE images ADD COLUMN visibility text;\n",
                script.parts().get(0).sql());
        assertEquals(
                Optional.of(new IndexAction(
                        IndexAction.Kind.CREATE,
                        Optional.empty(),
                        "by_visibility",
                        Optional.of("images"),
                        "(visibility)")),
                script.parts().get(1).statements().get(0).index());
    }

    @Test
    void anEmptyPartBeforeTheFirstCountsNothingAndOneAtTheEndIsTheClosingOne() {
        String index = "-- part\nCREATE INDEX CONCURRENTLY by_id ON images (id);\n";
        folder.with(
                "c1.sql", header("c1", "down_revision: t1\n-- depends_on: e1").replace("expand", "contract") + index);
        assertEquals(2, folder.read().script(RevisionId.of("c1")).parts().size());
        folder.edit("c1.sql", "\n\n-- part", "\n-- part");
        assertEquals(2, folder.read().script(RevisionId.of("c1")).parts().size(), "right behind the header");
        folder.edit("c1.sql", index, index + "-- part\n");
        assertEquals(2, folder.read().script(RevisionId.of("c1")).parts().size());
    }

    @Test
    void aDataMigrationKnowsItsRows() {
        Script script = folder.read().script(RevisionId.of("m1"));
        assertEquals(
                Optional.of(new DataMigration(
                        "images",
                        List.of("id"),
                        "visibility IS NULL",
                        "UPDATE images SET visibility = 'shared' WHERE {batch} AND visibility IS NULL")),
                script.migration());
        assertEquals(List.of(new Part(0, true, List.of())), script.parts());
        assertTrue(script.migration().orElseThrow().statementFor("id < 7").contains("WHERE id < 7 AND"));
    }

    private static String header(String id, String more) {
        return "-- revision: " + id + "\n-- phase: expand\n-- release: b\n-- summary: x\n-- " + more + "\n\n";
    }
}
