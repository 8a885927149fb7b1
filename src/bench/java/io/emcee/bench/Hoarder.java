package io.emcee.bench;

import io.emcee.archive.ArchiveWriter;
import io.emcee.archive.Origin;
import io.emcee.catalog.QualifiedName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** A process that takes large values into an archive in one batch, and says how much memory that needed. */
final class Hoarder {
    private Hoarder() {}

    /** The most memory that it had in use, in MB. */
    static double megabytes(Databases databases, Path folder) throws IOException, SQLException {
        databases.create("bench_hoard");
        List<String> command = Command.java(
                Hoarder.class,
                List.of(databases.url("bench_hoard"), databases.server().user(), folder.toString()));
        // Else the heap grows to its limit before anything is collected.
        command.add(1, "-Xmn8m");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(databases.environment());
        String printed = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Double.parseDouble(printed.strip());
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        QualifiedName table = new QualifiedName("public", "large");
        try (Connection connection =
                        DriverManager.getConnection(arguments[0], arguments[1], System.getenv("PGPASSWORD"));
                Statement create = connection.createStatement()) {
            create.execute("CREATE TABLE large AS SELECT n AS id, (SELECT string_agg(md5(random()::text || n || k), '')"
                    + " FROM generate_series(1, 32768) AS k) AS value FROM generate_series(1, 10) AS n");
            create.execute("INSERT INTO large SELECT id + 10 * n, value FROM large, generate_series(1, 29) AS n");
            create.execute("ALTER TABLE large ADD PRIMARY KEY (id)");
            connection.setAutoCommit(false);
            Origin origin = new Origin("hoard", "1", "public", "none", "1", 1, Optional.empty());
            try (ArchiveWriter archive =
                    ArchiveWriter.open(connection, Path.of(arguments[2]), origin, List.of(table))) {
                archive.take(connection, table, "DELETE FROM large RETURNING *");
                archive.seal();
                connection.commit();
                archive.committed();
            }
        }
        System.out.println(Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000.0)
                .findFirst()
                .orElse(0.0));
    }
}
