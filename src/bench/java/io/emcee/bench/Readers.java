package io.emcee.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Clients that read a table fifty times a second, each when its time has come, whether the ones before it were answered
 * or not. A read counts from then on, also while it waits for one of the connections.
 */
final class Readers implements AutoCloseable {
    private static final int A_SECOND = 50;
    private static final int CONNECTIONS = 40;

    private final BlockingQueue<Connection> idle = new ArrayBlockingQueue<>(CONNECTIONS);
    private final List<Connection> all = new ArrayList<>();
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final Queue<Double> took = new ConcurrentLinkedQueue<>();
    private final Queue<Exception> failed = new ConcurrentLinkedQueue<>();
    private final String query;

    Readers(Databases databases, String database, String query) throws SQLException {
        this.query = query;
        for (int i = 0; i < CONNECTIONS; i++) {
            all.add(databases.connection(database));
        }
        idle.addAll(all);
    }

    /** What goes on while they read. */
    interface Meanwhile {
        void run() throws Exception;
    }

    /** How long the reads took, in ms. */
    record Times(List<Double> sorted) {
        double percentile(double share) {
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }

    /** Reads while something else goes on, and until every read is answered. */
    Times during(Meanwhile meanwhile) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        clock.scheduleAtFixedRate(this::next, 0, 1000 / A_SECOND, TimeUnit.MILLISECONDS);
        meanwhile.run();
        clock.shutdown();
        clock.awaitTermination(1, TimeUnit.SECONDS);
        clients.shutdown();
        clients.awaitTermination(2, TimeUnit.MINUTES);
        if (!failed.isEmpty()) {
            throw failed.remove();
        }
        return new Times(took.stream().sorted().toList());
    }

    private void next() {
        long due = System.nanoTime();
        clients.execute(() -> read(due));
    }

    private void read(long due) {
        try {
            Connection connection = idle.take();
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery(query).close();
            } finally {
                idle.add(connection);
            }
            took.add((System.nanoTime() - due) / 1e6);
        } catch (InterruptedException | SQLException broken) {
            failed.add(broken);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : all) {
            connection.close();
        }
    }
}
