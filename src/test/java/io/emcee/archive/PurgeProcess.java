package io.emcee.archive;

import io.emcee.TestDatabase;
import io.emcee.catalog.QualifiedName;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process of its own that moves images and their tags into an archive, batch by batch, so that a test can kill it. */
final class PurgeProcess implements AutoCloseable {
    static final QualifiedName IMAGES = new QualifiedName("public", "images");
    static final QualifiedName TAGS = new QualifiedName("public", "tags");

    private final Process process;

    private PurgeProcess(Process process) {
        this.process = process;
    }

    /** Starts a process that waits for {@link #go}. */
    static PurgeProcess start(TestDatabase database, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(PurgeProcess.class.getName(), database.url(), database.user(), folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        return new PurgeProcess(builder.start());
    }

    PurgeProcess go() throws IOException {
        process.outputWriter().write("go\n");
        process.outputWriter().flush();
        return this;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        try (Connection connection =
                DriverManager.getConnection(arguments[0], arguments[1], System.getenv("PGPASSWORD"))) {
            if (System.in.read() >= 0) {
                purge(connection, Path.of(arguments[2]));
            }
        }
    }

    /** Every seventh batch is rolled back after it is in the archive. */
    static void purge(Connection connection, Path folder) throws SQLException {
        Origin origin = new Origin("test", "7/1", "public", "none", "1", 1, Optional.empty());
        try (ArchiveWriter archive = ArchiveWriter.open(connection, folder, origin, List.of(TAGS, IMAGES))) {
            connection.setAutoCommit(false);
            int batch = 0;
            String ids = next(connection);
            while (!ids.isEmpty()) {
                archive.take(connection, TAGS, "DELETE FROM tags WHERE image = ANY ('" + ids + "') RETURNING *");
                archive.take(connection, IMAGES, "DELETE FROM images WHERE id = ANY ('" + ids + "') RETURNING *");
                archive.seal();
                if (++batch % 7 == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    archive.committed();
                }
                ids = next(connection);
            }
            connection.rollback();
            archive.finish();
        }
    }

    private static String next(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                        SELECT coalesce(array_agg(id)::text, '')
                        FROM (SELECT id FROM images ORDER BY id LIMIT 10 FOR UPDATE) AS next
                        """)) {
            row.next();
            return row.getString(1);
        }
    }
}
