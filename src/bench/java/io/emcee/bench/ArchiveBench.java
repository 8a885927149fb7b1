package io.emcee.bench;

import io.emcee.archive.ArchiveWriter;
import io.emcee.archive.Origin;
import io.emcee.archive.Restore;
import io.emcee.archive.RunArchive;
import io.emcee.archive.Tombstones;
import io.emcee.catalog.QualifiedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an archive costs beside the plain delete of the same rows: 50,000 of 200,000 images with all that hangs on them, a
 * property in a hundred of 10 kB; and the memory of one that takes values of 1 MB.
 */
final class ArchiveBench {
    private static final String TEMPLATE = "bench_archive_template";
    private static final String DATABASE = "bench_archive";
    private static final int BLOCKS = 64;
    private static final String SINGLE = "one DELETE a table, one transaction";
    private static final String BATCHES = "batches of 64 blocks";
    private static final String ARCHIVED = "batches of 64 blocks with archive";
    private static final String RESTORED = "restore of all of it";
    private static final List<QualifiedName> CHILDREN = List.of(
            new QualifiedName("public", "properties"),
            new QualifiedName("public", "tags"),
            new QualifiedName("public", "locations"));
    private static final QualifiedName IMAGES = new QualifiedName("public", "images");

    private static final String CONTENT = """
            CREATE TABLE images (id uuid PRIMARY KEY, name text, owner text, deleted boolean NOT NULL,
                deleted_at timestamp, created_at timestamp, checksum text);
            INSERT INTO images SELECT gen_random_uuid(), 'image ' || n, md5((n % 500)::text), n % 4 = 0,
                CASE WHEN n % 4 = 0 THEN now() - interval '90 days' END, now() - interval '200 days', md5(n::text)
                FROM generate_series(1, 200000) AS n;
            CREATE TABLE properties (id bigserial PRIMARY KEY, image_id uuid NOT NULL REFERENCES images, name text, value text);
            INSERT INTO properties (image_id, name, value)
                SELECT id, 'property ' || p,
                       CASE WHEN p = 1 AND random() < 0.05 THEN repeat(md5(id::text), 300) ELSE md5(id::text || p) END
                FROM images, generate_series(1, 5) AS p;
            CREATE TABLE tags (id bigserial PRIMARY KEY, image_id uuid NOT NULL REFERENCES images, value text);
            INSERT INTO tags (image_id, value) SELECT id, 'tag' FROM images;
            CREATE TABLE locations (id bigserial PRIMARY KEY, image_id uuid NOT NULL REFERENCES images, value text);
            INSERT INTO locations (image_id, value) SELECT id, 'file:///images/' || id FROM images;
            CREATE INDEX ON properties (image_id); CREATE INDEX ON tags (image_id); CREATE INDEX ON locations (image_id);
            CREATE INDEX ON images (id) WHERE deleted;
            ANALYZE;
            """;

    private final Databases databases;
    private final Path folder;
    private int run;

    ArchiveBench(Databases databases, Path folder) {
        this.databases = databases;
        this.folder = folder;
    }

    Report run() throws Exception {
        Report report = new Report("archive", "An archive of 400,000 rows in trees");
        databases.create(TEMPLATE);
        execute(TEMPLATE, CONTENT);
        Rounds rounds = new Rounds()
                .add(SINGLE, () -> fresh(this::single))
                .add(BATCHES, () -> fresh(connection -> batches(connection, Optional.empty())))
                .add(ARCHIVED, () -> fresh(connection -> batches(connection, Optional.of(++run))))
                .add(RESTORED, this::restore)
                .run();
        report.add(Figure.peer(SINGLE, rounds, "ms"));
        report.add(Figure.peer(BATCHES, rounds, "ms"));
        report.add(Figure.peer(ARCHIVED, rounds, "ms")
                .target(Target.times(1 / 0.4, rounds.median(SINGLE), "the single delete")));
        report.add(Figure.peer(RESTORED, rounds, "ms"));
        report.add(Figure.peer("its files", List.of(bytes() / 1e6), "MB"));
        report.add(Figure.peer("memory of a process that takes 300 x 1 MB", List.of(Hoarder.megabytes(databases, folder)), "MB")
                .target(Target.atMost(120)));
        return report;
    }

    private interface Work {
        void go(Connection connection) throws SQLException;
    }

    /** Milliseconds on a copy of the data. */
    private double fresh(Work work) throws SQLException {
        execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        execute("postgres", "CREATE DATABASE " + DATABASE + " TEMPLATE " + TEMPLATE + " STRATEGY FILE_COPY");
        execute(DATABASE, "CHECKPOINT");
        try (Connection connection = databases.connection(DATABASE)) {
            connection.setAutoCommit(false);
            long begin = System.nanoTime();
            work.go(connection);
            connection.commit();
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private void single(Connection connection) throws SQLException {
        try (Statement delete = connection.createStatement()) {
            for (QualifiedName child : CHILDREN) {
                delete.execute("DELETE FROM " + child.quoted()
                        + " AS c USING images AS i WHERE i.id = c.image_id AND i.deleted");
            }
            delete.execute("DELETE FROM images WHERE deleted");
        }
    }

    private void batches(Connection connection, Optional<Integer> number) throws SQLException {
        List<QualifiedName> tables = new ArrayList<>(CHILDREN);
        tables.add(IMAGES);
        if (number.isEmpty()) {
            batches(connection, tables, (table, which) -> {});
            return;
        }
        Origin origin = new Origin("bench", "1", "public", "none", String.valueOf(number.get()), 1, Optional.empty());
        try (ArchiveWriter archive = ArchiveWriter.open(connection, folder, origin, tables)) {
            batches(connection, tables, new Batch() {
                @Override
                public void take(QualifiedName table, String which) throws SQLException {
                    archive.take(connection, table, "SELECT * FROM " + table.quoted() + which);
                }

                @Override
                public void seal() {
                    archive.seal();
                }

                @Override
                public void committed() {
                    archive.committed();
                }
            });
            archive.finish();
        }
    }

    private interface Batch {
        void take(QualifiedName table, String which) throws SQLException;

        default void seal() {}

        default void committed() {}
    }

    private void batches(Connection connection, List<QualifiedName> tables, Batch batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int blocks = blocks(statement);
            for (int block = 0; block < blocks; block += BLOCKS) {
                String ids = next(statement, block);
                for (QualifiedName table : tables) {
                    String which = " WHERE " + (table.equals(IMAGES) ? "id" : "image_id") + " = ANY ('" + ids + "')";
                    batch.take(table, which);
                    statement.execute("DELETE FROM " + table.quoted() + which);
                }
                batch.seal();
                connection.commit();
                batch.committed();
            }
        }
    }

    private static int blocks(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT relpages FROM pg_class WHERE relname = 'images'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String next(Statement statement, int block) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                SELECT coalesce(array_agg(id)::text, '{}') FROM (
                    SELECT id FROM images WHERE deleted AND ctid >= '(%d,0)' AND ctid < '(%d,0)' FOR UPDATE SKIP LOCKED)
                AS next
                """.formatted(block, block + BLOCKS))) {
            row.next();
            return row.getString(1);
        }
    }

    /** Of the round's archive, into the database it was taken from. */
    private double restore() throws SQLException {
        try (Connection connection = databases.connection(DATABASE)) {
            long begin = System.nanoTime();
            long rows = new Restore(RunArchive.open(archive()), List.of())
                    .run(connection, Tombstones.NONE, () -> {})
                    .restored();
            if (rows != 400_000) {
                throw new IllegalStateException(rows + " rows returned");
            }
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private Path archive() {
        return folder.resolve("bench-run-" + run);
    }

    private double bytes() throws IOException {
        double bytes = 0;
        try (var files = Files.list(archive())) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = databases.connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
