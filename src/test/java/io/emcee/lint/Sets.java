package io.emcee.lint;

import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Revision sets of one trunk, one expand and one contract, for the statements of a test. */
record Sets(Path folder) {
    private static final String TRUNK = """
            CREATE TABLE things (id bigint PRIMARY KEY, name varchar(50), size integer, thing_id bigint REFERENCES things);
            CREATE TABLE parts (id bigint PRIMARY KEY, thing_id bigint CONSTRAINT of_thing REFERENCES things (id));
            """;

    /** The report of an expand with these statements and more lines in its header. */
    RevisionReport expand(String header, String sql) {
        return report("expand", header, sql);
    }

    RevisionReport expand(String sql) {
        return expand("", sql);
    }

    RevisionReport contract(String sql) {
        return report("contract", "", sql);
    }

    private RevisionReport report(String phase, String header, String sql) {
        return Lint.of(of(phase, header, sql)).revisions().stream()
                .filter(report -> report.revision().phase().word().equals(phase)
                        && !report.statements().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** A set in which a phase has these statements and the others have none of interest. */
    RevisionSet of(String phase, String header, String sql) {
        boolean expand = phase.equals("expand");
        String nothing = "-- nothing: true\n";
        write("t1", "base", "-- version: 1\n", TRUNK);
        write("e1", "expand", "-- down_revision: t1\n" + (expand ? header : nothing), expand ? sql : "");
        write(
                "c1",
                "contract",
                "-- down_revision: t1\n-- depends_on: e1\n" + (expand ? nothing : header),
                expand ? "" : sql);
        return RevisionSets.load(folder.toString());
    }

    private void write(String id, String phase, String keys, String sql) {
        String head = "-- revision: " + id + "\n-- phase: " + phase + "\n-- release: a\n-- summary: for a test\n";
        try {
            Files.writeString(folder.resolve(id + ".sql"), head + keys + "\n" + sql);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
