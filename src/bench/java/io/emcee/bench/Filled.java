package io.emcee.bench;

import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A table to backfill: six indexes, and a new column without one.
 *
 * @param key an expression of {@code n}, the number of a row from 1
 * @param fillfactor in percent
 */
record Filled(Databases databases, String name, String key, int fillfactor, int rows) {
    private static final String CHANGE = "state = CASE WHEN visible THEN 'public' ELSE 'private' END";

    /** What the backfill does, as one statement. */
    static final String SINGLE = "UPDATE things SET " + CHANGE + " WHERE state IS NULL";

    static RevisionSet revisions(Path folder) throws IOException {
        Path files = Files.createDirectories(folder.resolve("backfill"));
        Files.writeString(files.resolve("start.sql"), revision("start", "base", "version: 1", """
                CREATE TABLE things (
                    id text PRIMARY KEY, name text, size bigint, visible boolean NOT NULL, checksum text, owner text,
                    created_at timestamp NOT NULL, updated_at timestamp);
                CREATE INDEX ON things (checksum);
                CREATE INDEX ON things (owner);
                CREATE INDEX ON things (created_at);
                CREATE INDEX ON things (size);
                CREATE INDEX ON things (name);
                """));
        Files.writeString(
                files.resolve("grow.sql"),
                revision("grow", "expand", "down_revision: start", "ALTER TABLE things ADD COLUMN state text;\n"));
        Files.writeString(
                files.resolve("move.sql"),
                revision(
                        "move",
                        "migrate",
                        "version: 9\n-- depends_on: grow\n-- table: things\n-- key: id\n-- pending: state IS NULL",
                        "UPDATE things SET " + CHANGE + " WHERE {batch};\n"));
        return RevisionSets.load(files.toString());
    }

    private static String revision(String id, String phase, String header, String sql) {
        return "-- revision: " + id + "\n-- phase: " + phase + "\n-- " + header
                + "\n-- release: bench\n-- summary: one more\n" + sql;
    }

    /** Makes the table once, where the data migration comes next. */
    void make(RevisionSet set) throws SQLException {
        databases.create(template());
        databases.upgradeTo(template(), set, "grow");
        try (Connection connection = databases.connection(template());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE things SET (fillfactor = " + fillfactor + ")");
            statement.execute("""
                    INSERT INTO things (id, name, size, visible, checksum, owner, created_at, updated_at)
                    SELECT %s, 'image ' || n, n::bigint * 7919 %% 1000003, n %% 3 = 0, md5(n::text), md5((n %% 500)::text),
                           timestamp '2020-01-01' + n * interval '1 minute', NULL
                    FROM generate_series(1, %d) AS n
                    """.formatted(key, rows));
            statement.execute("VACUUM (FREEZE, ANALYZE)");
        }
    }

    private String template() {
        return "bench_" + name.replace(' ', '_');
    }

    /** A copy of it, with all that was written before on the disk. */
    String copy() throws SQLException {
        String copy = template() + "_copy";
        databases.copy(template(), copy);
        return copy;
    }
}
