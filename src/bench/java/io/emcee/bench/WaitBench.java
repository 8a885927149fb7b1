package io.emcee.bench;

import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * What the readers of a table feel of an expand that waits for one long reader: alone, while emcee expands, and beside a
 * plain {@code ALTER TABLE}, which waits until the long reader ends.
 */
final class WaitBench {
    private static final String DATABASE = "bench_wait";
    private static final String ALONE = "p99 of 50 readers a second, alone";
    private static final String EMCEE = "p99 during an emcee expand behind a 20 s reader";
    private static final String SLOWEST = "the slowest of those";
    private static final String PLAIN = "p99 during a plain ALTER TABLE";
    private static final long HELD_SECONDS = 20;

    private final Databases databases;
    private final RevisionSet set;
    private double slowest;

    WaitBench(Databases databases, Path folder) throws IOException {
        this.databases = databases;
        Path files = Files.createDirectories(folder.resolve("wait"));
        Files.writeString(files.resolve("start.sql"), revision("start", "base", "version: 1", """
                CREATE TABLE things (id integer PRIMARY KEY, name text);
                INSERT INTO things SELECT id, 'thing ' || id FROM generate_series(1, 1000) AS id;
                """));
        Files.writeString(
                files.resolve("grow.sql"),
                revision("grow", "expand", "down_revision: start", "ALTER TABLE things ADD COLUMN state integer;\n"));
        this.set = RevisionSets.load(files.toString());
    }

    private static String revision(String id, String phase, String header, String sql) {
        return "-- revision: " + id + "\n-- phase: " + phase + "\n-- " + header
                + "\n-- release: bench\n-- summary: one more\n" + sql;
    }

    Report run() throws Exception {
        Report report = new Report("wait", "Readers of a table while its expand waits for a lock, ms");
        Rounds rounds = new Rounds()
                .add(ALONE, () -> during(() -> TimeUnit.SECONDS.sleep(HELD_SECONDS)).percentile(0.99))
                .add(EMCEE, this::expand)
                .add(SLOWEST, () -> slowest)
                .add(PLAIN, () -> behindAReader(this::alter).percentile(0.99))
                .run();
        double most = 3 * rounds.median(ALONE) + 150;
        report.add(Figure.peer(ALONE, rounds, "ms"));
        report.add(Figure.peer(EMCEE, rounds, "ms").target(Target.times(1, most, "3 x alone + 150 ms")));
        report.add(Figure.peer(SLOWEST, rounds, "ms"));
        report.add(Figure.peer(PLAIN, rounds, "ms"));
        return report;
    }

    private double expand() throws Exception {
        Readers.Times times = behindAReader(() -> databases.upgrade(DATABASE, set));
        slowest = times.percentile(1);
        return times.percentile(0.99);
    }

    private void alter() throws SQLException {
        try (Connection connection = databases.connection(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE things ADD COLUMN state integer");
        }
    }

    /** The long reader is there first, and stays for its time or until the work is done, whichever is later. */
    private Readers.Times behindAReader(Readers.Meanwhile work) throws Exception {
        return during(() -> {
            Thread reader = new Thread(this::readLong);
            reader.start();
            TimeUnit.SECONDS.sleep(1);
            work.run();
            reader.join();
        });
    }

    private Readers.Times during(Readers.Meanwhile meanwhile) throws Exception {
        databases.create(DATABASE);
        databases.upgradeTo(DATABASE, set, "start");
        try (Readers readers = new Readers(databases, DATABASE, "SELECT name FROM things WHERE id = 500")) {
            return readers.during(meanwhile);
        }
    }

    private void readLong() {
        try (Connection connection = databases.connection(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*), pg_sleep(" + HELD_SECONDS + ") FROM things");
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
