package io.emcee.engine;

import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A revision set that a test makes up, as files in a folder. */
public record OwnSet(Path folder) {
    public static final String START = base("start", """
            CREATE TABLE things (id bigint PRIMARY KEY, state integer NOT NULL DEFAULT 0, hits integer NOT NULL DEFAULT 0)
            """);

    public static final String GROW = expand("grow", "start", "ALTER TABLE things ADD COLUMN done integer");

    /** The statement does not ask what is pending: a row that is migrated twice has two hits. */
    public static final String MOVE = migrate(
            "move",
            "grow",
            "table: things\nkey: id\npending: done IS NULL",
            "UPDATE things SET done = 1, hits = hits + 1 WHERE {batch}");

    public static final String SHRINK = contract("shrink", "start", "grow", "ALTER TABLE things DROP COLUMN state");

    /** Files of this set in place of all that were in the folder. */
    public RevisionSet of(String... files) {
        try {
            for (Path old : files()) {
                Files.delete(old);
            }
            Files.writeString(folder.resolve("set.yaml"), """
                    name: own
                    summary: made up for a test
                    soft_delete: {flag: deleted, at: deleted_at}
                    """);
            for (String file : files) {
                String id = file.lines().findFirst().orElseThrow().replace("-- revision: ", "");
                Files.writeString(folder.resolve(id + ".sql"), file);
            }
            return RevisionSets.load(folder.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    public static String base(String id, String sql) {
        return revision(id, "base", "version: 1", sql);
    }

    public static String expand(String id, String parent, String sql) {
        return revision(id, "expand", "down_revision: " + parent, sql);
    }

    public static String contract(String id, String parent, String expand, String sql) {
        return revision(id, "contract", "down_revision: " + parent + "\n-- depends_on: " + expand, sql);
    }

    /** @param header the keys that are its own, each in a line: {@code table}, {@code key}, {@code pending} */
    public static String migrate(String id, String expand, String header, String sql) {
        return revision(
                id,
                "migrate",
                "version: 9\n-- depends_on: " + expand + "\n-- "
                        + header.strip().replace("\n", "\n-- "),
                sql);
    }

    /** The same file with one more line in its header. */
    public static String with(String line, String file) {
        return file.replaceFirst("\n", "\n-- " + line + "\n");
    }

    private static String revision(String id, String phase, String header, String sql) {
        return "-- revision: " + id + "\n-- phase: " + phase + "\n-- " + header
                + "\n-- release: own\n-- summary: made up\n\n" + sql.strip()
                + (sql.strip().endsWith(";") ? "\n" : ";\n");
    }
}
