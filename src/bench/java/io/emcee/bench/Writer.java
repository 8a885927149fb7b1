package io.emcee.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A client that updates 200 rows a second. What a write took counts from the moment at which it was due. */
final class Writer implements AutoCloseable {
    private static final long EVERY = TimeUnit.SECONDS.toNanos(1) / 200;

    private final Connection connection;
    private final Filled table;
    private final List<Double> took = new ArrayList<>();
    private final Thread thread = new Thread(this::write, "writer");
    private volatile boolean ended;
    private Exception failed;

    private Writer(Connection connection, Filled table) {
        this.connection = connection;
        this.table = table;
    }

    static Writer start(Filled table, String database) throws SQLException {
        Writer writer = new Writer(table.databases().connection(database), table);
        writer.thread.start();
        return writer;
    }

    private void write() {
        Random random = new Random(1);
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE things SET updated_at = now() WHERE id = (SELECT " + table.key() + " FROM (SELECT ?::int AS n) AS one)")) {
            for (long due = System.nanoTime(); !ended; due += EVERY) {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                update.setInt(1, 1 + random.nextInt(table.rows()));
                update.executeUpdate();
                took.add((System.nanoTime() - due) / 1e6);
            }
        } catch (SQLException | InterruptedException broken) {
            failed = broken;
        }
    }

    /** Stops it, and answers the time in ms that 99 of 100 writes did not exceed. */
    double p99() throws Exception {
        ended = true;
        thread.join();
        if (failed != null) {
            throw failed;
        }
        List<Double> sorted = took.stream().sorted().toList();
        return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
