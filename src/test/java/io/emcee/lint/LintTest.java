package io.emcee.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.script.RevisionSets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bexar", "glance"})
    void theBundledSetsHaveNeitherErrorsNorWarnings(String set) {
        assertEquals(
                List.of(),
                Lint.of(RevisionSets.load(set))
                        .findings()
                        .filter(finding -> finding.severity() != Severity.NOTE)
                        .toList());
    }

    /** Many of them, then what they say in expand and in contract. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE things DROP COLUMN name                             | drop-in-expand            |
            ALTER TABLE things ALTER COLUMN size SET NOT NULL               | set-not-null-scans, stricter-in-expand | set-not-null-scans
            ALTER TABLE things RENAME COLUMN name TO title                  | rename-breaks-old-code    | rename-breaks-old-code
            ALTER TABLE things ADD COLUMN x uuid DEFAULT gen_random_uuid()  | rewrite-under-lock        | rewrite-under-lock
            ALTER TABLE things ADD COLUMN x timestamp DEFAULT now()         |                           |
            ALTER TABLE things ALTER COLUMN name TYPE varchar(60)           |                           |
            ALTER TABLE things ALTER COLUMN name TYPE varchar(40)           | rewrite-under-lock        | rewrite-under-lock
            ALTER TABLE things ADD CHECK (size > 0)                         | scan-under-lock, checked-in-expand | scan-under-lock
            ALTER TABLE things ADD CHECK (size > 0) NOT VALID               | checked-in-expand         |
            ALTER TABLE things ADD UNIQUE (name)                            | constraint-builds-index, stricter-in-expand | constraint-builds-index
            CREATE INDEX ON things (name)                                   | index-not-concurrently    | index-not-concurrently
            DROP TABLE parts                                                | drop-in-expand, drop-locks-referenced-table | drop-locks-referenced-table
            ALTER TABLE parts DROP CONSTRAINT of_thing                      | locks-referenced-table    | locks-referenced-table
            UPDATE things SET size = 0                                      | whole-table-write         | whole-table-write
            UPDATE things SET size = 0 WHERE size IS NULL                   | write-in-schema-revision  | write-in-schema-revision
            TRUNCATE parts                                                  | truncates                 | truncates
            LOCK TABLE parts                                                | explicit-lock             | explicit-lock
            DROP TYPE mood CASCADE                                          | drop-in-expand, cascade-drops-more | cascade-drops-more
            ALTER TABLE things ENABLE ROW LEVEL SECURITY                    | changes-access            | changes-access
            ALTER TABLE things ADD COLUMN x int REFERENCES parts            |                           |
            CREATE TABLE x PARTITION OF things DEFAULT                      | locks-partitioned-table   | locks-partitioned-table
            DO 'BEGIN END'                                                  | not-understood            | not-understood
            ALTER TABLE things ADD COLUMN                                   | not-understood            | not-understood
            ALTER TABLE things FROBNICATE                                   | not-understood            | not-understood
            """)
    void aStatementSpeaksOfItsPhase(String sql, String inExpand, String inContract) {
        Sets sets = new Sets(folder);
        assertEquals(Objects.requireNonNullElse(inExpand, ""), rules(sets.expand(sql)));
        assertEquals(Objects.requireNonNullElse(inContract, ""), rules(sets.contract(sql)));
    }

    @Test
    void aFindingSaysWhatWhereAndWhatToDo() {
        Finding finding = new Sets(folder)
                .expand("ALTER TABLE things DROP COLUMN name")
                .findings()
                .findFirst()
                .orElseThrow();
        assertEquals(
                "error [drop-in-expand] DROP COLUMN takes away from \"things\" what the running services may use;"
                        + " drop it in a contract revision",
                finding.toString());
        assertEquals(7, finding.line());
    }

    @Test
    void aNewTableIsFreeOfTheRulesForThoseThatAreThere() {
        RevisionReport report = new Sets(folder).expand("""
                CREATE TABLE fresh (id int, name text);
                CREATE INDEX ON fresh (name);
                ALTER TABLE fresh ALTER COLUMN name SET NOT NULL;
                UPDATE fresh SET name = '';
                """);
        assertEquals("", rules(report));
        assertTrue(report.statements().stream()
                .allMatch(statement -> statement.locks().isEmpty()));
    }

    @Test
    void aNewTableDoesNotHideWhatHappensToOthers() {
        RevisionReport report = new Sets(folder).expand("""
                CREATE TABLE fresh (id int REFERENCES things (id));
                CREATE INDEX ON things (name);
                """);
        assertEquals("index-not-concurrently", rules(report));
        assertEquals(
                "[SHARE ROW EXCLUSIVE on things (a foreign key): blocks writes]",
                report.statements().get(0).locks().toString());
    }

    @Test
    void aTableOfAnEarlierRevisionIsNotNew() {
        assertEquals("index-not-concurrently", rules(new Sets(folder).expand("CREATE INDEX ON things (size)")));
    }

    @Test
    void aValidatedCheckSparesTheScanUnlessItIsDroppedBeside() {
        String proof = """
                ALTER TABLE things ADD CONSTRAINT filled CHECK (size IS NOT NULL AND (name IS NOT NULL)) NOT VALID;
                -- part
                ALTER TABLE things VALIDATE CONSTRAINT filled;
                -- part
                ALTER TABLE things ALTER COLUMN size SET NOT NULL, ALTER COLUMN name SET NOT NULL""";
        Sets sets = new Sets(folder);
        assertEquals("", rules(sets.contract(proof)));
        assertEquals("set-not-null-scans", rules(sets.contract(proof + ", DROP CONSTRAINT filled")));
        assertEquals(
                "set-not-null-scans",
                rules(sets.contract(proof.replace("size IS NOT NULL AND", "size IS NOT NULL OR"))));
    }

    @Test
    void workAfterALockInTheSameTransactionKeepsIt() {
        String both = """
                ALTER TABLE parts ADD COLUMN x int;
                UPDATE things SET size = 1 WHERE id = 5;
                """;
        Sets sets = new Sets(folder);
        RevisionReport report = sets.expand(both);
        assertEquals("write-in-schema-revision, work-after-lock", rules(report));
        assertTrue(report.findings().anyMatch(finding -> finding.sentence().contains("keeps \"parts\" locked")));
        assertEquals("write-in-schema-revision", rules(sets.expand(both.replace("UPDATE", "-- part\nUPDATE"))));
    }

    @Test
    void twoTablesAreLockedByOneTransaction() {
        String both = "ALTER TABLE parts ADD COLUMN x int;\nALTER TABLE things ADD COLUMN x int;";
        Sets sets = new Sets(folder);
        assertEquals("two-tables-locked", rules(sets.expand(both)));
        assertEquals("", rules(sets.expand(both.replace("\n", "\n-- part\n"))));
        assertEquals("", rules(sets.expand(both.replace("things", "parts").replace("x int;\n", "y int;\n"))));
    }

    @Test
    void aWaiverIsHonouredAndListed() {
        RevisionReport report =
                new Sets(folder).expand("-- waive: {drop-in-expand: nobody has read it for years}\n", """
                ALTER TABLE things DROP COLUMN name;
                """);
        Finding finding = report.findings().findFirst().orElseThrow();
        assertFalse(finding.refuses());
        assertTrue(finding.toString().startsWith("waived error [drop-in-expand]"), finding.toString());
        assertTrue(finding.toString().endsWith("(nobody has read it for years)"), finding.toString());
    }

    @Test
    void aWaiverForAnUnknownRuleOrForNothingIsSaid() {
        RevisionReport report = new Sets(folder).expand("""
                -- waive:
                --   no-such-rule: because
                --   drop-in-expand: because
                """, "ALTER TABLE things ADD COLUMN x int;");
        assertEquals(List.of(7, 8), report.ofFile().stream().map(Finding::line).toList());
        assertEquals(
                List.of(Rule.UNKNOWN_WAIVER, Rule.WAIVES_NOTHING),
                report.ofFile().stream().map(Finding::rule).toList());
        assertTrue(report.ofFile().get(0).refuses());
    }

    @Test
    void whatIsNotUnderstoodSaysWhere() {
        Finding finding = new Sets(folder)
                .expand("ALTER TABLE things ADD COLUMN x int, FROBNICATE hard")
                .findings()
                .findFirst()
                .orElseThrow();
        assertEquals(Severity.WARNING, finding.severity());
        assertTrue(
                finding.sentence().startsWith("\"ALTER TABLE things ADD\" is not understood (unknown action)"),
                finding.sentence());
    }

    @Test
    void everyStatementOfALargeSetIsUnderstood() {
        Report report = Lint.of(LargeSet.in(folder, 100));
        assertEquals(100, report.revisions().size());
        assertEquals(
                0,
                report.findings()
                        .filter(finding -> finding.rule() == Rule.NOT_UNDERSTOOD)
                        .count());
    }

    static String rules(RevisionReport report) {
        return report.findings().map(finding -> finding.rule().id()).collect(Collectors.joining(", "));
    }
}
