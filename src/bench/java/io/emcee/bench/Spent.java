package io.emcee.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/**
 * What a piece of work took of the server.
 *
 * @param wall in s
 * @param cpu of all its processes, in s; 0 where there is no {@code /proc}
 * @param wal in MB
 * @param size of the table afterwards, without its indexes, by its size before
 */
record Spent(double wall, double cpu, double wal, double size) {
    private static final double TICKS = 100;

    interface Work {
        void run() throws Exception;
    }

    static Spent by(Databases databases, String database, Work work) throws Exception {
        try (Connection connection = databases.connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
            double size = number(statement, "SELECT pg_relation_size('things')");
            double wal = number(statement, "SELECT pg_current_wal_insert_lsn() - '0/0'");
            long postmaster = Files.readAllLines(databases.server().folder().resolve("data/postmaster.pid")).stream()
                    .findFirst()
                    .map(Long::parseLong)
                    .orElseThrow();
            double cpu = ticks(postmaster);
            long begin = System.nanoTime();
            work.run();
            double wall = (System.nanoTime() - begin) / 1e9;
            return new Spent(
                    wall,
                    (ticks(postmaster) - cpu) / TICKS,
                    (number(statement, "SELECT pg_current_wal_insert_lsn() - '0/0'") - wal) / 1e6,
                    number(statement, "SELECT pg_relation_size('things')") / size);
        }
    }

    private static double number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        }
    }

    /** Of the processes that are there, and of those that have ended. */
    private static double ticks(long postmaster) throws IOException {
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return 0;
        }
        double sum = 0;
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes.filter(path -> path.getFileName().toString().matches("[0-9]+")).toList()) {
                sum += ticks(process, postmaster);
            }
        }
        return sum;
    }

    private static double ticks(Path process, long postmaster) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            if (process.endsWith(String.valueOf(postmaster))) {
                return Double.parseDouble(fields[13]) + Double.parseDouble(fields[14]);
            }
            return fields[1].equals(String.valueOf(postmaster))
                    ? Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])
                    : 0;
        } catch (IOException ended) {
            return 0;
        }
    }
}
