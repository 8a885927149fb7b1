package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Services that write images without pause and without a second try, until they are closed. */
final class Writers implements AutoCloseable {
    /** Which columns a service knows. */
    enum Style {
        OLD("is_public", "?::boolean", "NOT is_public", "true", "false"),
        NEW("visibility", "?::image_visibility", "'community'", "private", "public");

        private final String column;
        private final String parameter;
        private final String other;
        private final List<String> values;

        Style(String column, String parameter, String other, String... values) {
            this.column = column;
            this.parameter = parameter;
            this.other = other;
            this.values = List.of(values);
        }

        String insert() {
            return "INSERT INTO images (id, name, status, created_at, deleted, min_disk, min_ram, protected, " + column
                    + ") VALUES (?, 'written', 'active', now(), false, 0, 0, false, " + parameter + ")";
        }

        /** Of some image near a random id, as likely of the lab's as of a writer's. */
        String update() {
            return "UPDATE images SET updated_at = now(), " + column + " = " + other
                    + " WHERE id = (SELECT id FROM images WHERE id > ? ORDER BY id LIMIT 1)";
        }
    }

    private final TestDatabase database;
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean closing;

    Writers(TestDatabase database) {
        this.database = database;
    }

    void start(Style style) {
        Thread thread = new Thread(() -> write(style), "writer " + style);
        threads.add(thread);
        thread.start();
    }

    /** Returns when so many more writes are done. */
    void waitFor(int more) throws InterruptedException {
        int wanted = writes.get() + more;
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (writes.get() < wanted && failures.isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(5);
        }
        assertEquals(List.of(), List.copyOf(failures));
    }

    private void write(Style style) {
        Random random = new Random(style.ordinal());
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement(style.insert());
                PreparedStatement update = connection.prepareStatement(style.update())) {
            while (!closing) {
                insert.setString(1, new UUID(random.nextLong(), random.nextLong()).toString());
                insert.setString(2, style.values.get(random.nextInt(2)));
                insert.executeUpdate();
                update.setString(1, new UUID(random.nextLong(), random.nextLong()).toString());
                update.executeUpdate();
                writes.addAndGet(2);
                Thread.sleep(1);
            }
        } catch (SQLException failed) {
            failures.add(style + ": " + failed.getMessage());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the writers; not one write may have failed. */
    @Override
    public void close() {
        closing = true;
        threads.forEach(Writers::join);
        assertEquals(List.of(), List.copyOf(failures));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
