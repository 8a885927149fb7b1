package io.emcee.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.catalog.SchemaShape;
import io.emcee.catalog.SchemaShape.Column;
import io.emcee.catalog.SchemaShape.Constraint;
import io.emcee.revision.RevisionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintWithDatabaseTest {
    private static final int SEVENTEEN = 170_011;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2000000      | note    | (2.0 MB, less than 0.1 s)
            100000000    | warning | (100.0 MB, about 0.5 s)
            20000000000  | error   | (20.0 GB, about 100.0 s)
            200000000000 | error   | (200.0 GB, about 16 min)
            """)
    void aScanUnderLockIsGradedBySize(long bytes, String severity, String size) {
        Finding finding = expand(SEVENTEEN, bytes, "ALTER TABLE things ADD COLUMN x int CHECK (x > 0)")
                .findings()
                .findFirst()
                .orElseThrow();
        assertEquals(Rule.SCAN_UNDER_LOCK, finding.rule());
        assertEquals(severity, finding.severity().word());
        assertTrue(finding.sentence().contains(size), finding.sentence());
    }

    @Test
    void whatAPhaseForbidsIsForbiddenForASmallTableToo() {
        assertTrue(expand(SEVENTEEN, 0, "ALTER TABLE things DROP COLUMN name").refuses());
    }

    @Test
    void theTypeThatTheDatabaseHasDecides() {
        assertEquals(
                0,
                expand(SEVENTEEN, 1L << 40, "ALTER TABLE things ALTER COLUMN name TYPE text")
                        .findings()
                        .count());
        assertTrue(expand(SEVENTEEN, 1L << 40, "ALTER TABLE things ALTER COLUMN name TYPE varchar(9)")
                .refuses());
    }

    @Test
    void aCheckThatTheDatabaseHasValidatedSparesTheScan() {
        String sql = "ALTER TABLE things ALTER COLUMN size SET NOT NULL";
        assertEquals(List.of(Rule.STRICTER_IN_EXPAND), rules(expand(SEVENTEEN, 1L << 40, sql)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            140003 | CREATE INDEX CONCURRENTLY i ON things (name)                       | CORRUPTS_INDEX
            140004 | CREATE INDEX CONCURRENTLY i ON things (name)                       |
            170011 | ALTER TABLE things ADD COLUMN x int GENERATED ALWAYS AS (1) VIRTUAL | NEEDS_NEWER_SERVER
            180006 | ALTER TABLE things ADD COLUMN x int GENERATED ALWAYS AS (1) VIRTUAL |
            170011 | CREATE INDEX CONCURRENTLY i ON parted (id)                         | NO_CONCURRENTLY_HERE
            170011 | ALTER TABLE parted ADD COLUMN x int                                | LOCKS_EVERY_PARTITION
            170011 | ALTER TABLE parted ADD FOREIGN KEY (id) REFERENCES free NOT VALID  | CHECKED_IN_EXPAND, NEEDS_NEWER_SERVER, LOCKS_EVERY_PARTITION
            180006 | ALTER TABLE parted ADD FOREIGN KEY (id) REFERENCES free NOT VALID  | CHECKED_IN_EXPAND, LOCKS_EVERY_PARTITION
            """)
    void theVersionOfTheServerAndItsPartitionsCount(int version, String sql, String rules) {
        String found = String.join(
                ", ", rules(expand(version, 0, sql)).stream().map(Rule::name).toList());
        assertEquals(Optional.ofNullable(rules).orElse(""), found);
    }

    private static List<Rule> rules(Report report) {
        return report.findings().map(Finding::rule).toList();
    }

    private Report expand(int version, long bytes, String sql) {
        RevisionId trunk = RevisionId.of("t1");
        return Lint.of(new Sets(folder).of("expand", "", sql), List.of(trunk), database(version, bytes));
    }

    private static SchemaShape database(int version, long bytes) {
        List<Column> columns = List.of(
                new Column("id", "bigint", true),
                new Column("name", "character varying(50)", false),
                new Column("size", "integer", false));
        return new SchemaShape(
                version,
                "public",
                List.of(
                        new SchemaShape.Table("things", bytes, false, Optional.empty(), columns),
                        new SchemaShape.Table("free", 0, false, Optional.empty(), columns),
                        new SchemaShape.Table("parted", bytes, true, Optional.empty(), columns),
                        new SchemaShape.Table("part1", bytes, false, Optional.of("parted"), columns)),
                List.of(new Constraint("things", "filled", true, "CHECK ((size IS NOT NULL))")),
                List.of(),
                List.of());
    }
}
