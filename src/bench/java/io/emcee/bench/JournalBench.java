package io.emcee.bench;

import io.emcee.engine.Operation;
import io.emcee.engine.StopSignal;
import io.emcee.journal.Journal;
import io.emcee.script.RevisionSets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** What an entry of the journal costs, beside a plain insert of one row. */
final class JournalBench {
    private static final int ENTRIES = 1_000;
    private static final String APPEND = "an entry of the journal, median of 1,000";
    private static final String INSERT = "an INSERT of one row, median of 1,000";

    private final Databases databases;

    JournalBench(Databases databases) {
        this.databases = databases;
    }

    Report run() throws Exception {
        databases.create("bench_journal");
        var engine = databases.engine("bench_journal", RevisionSets.load("bexar"));
        engine.run(engine.plan(Operation.EXPAND, Optional.empty()), event -> {}, new StopSignal());
        Report report = new Report("journal", "The journal");
        try (Connection connection = databases.connection("bench_journal");
                var create = connection.createStatement()) {
            create.execute("CREATE TABLE plain (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, facts text)");
            Journal journal = Journal.open(connection, "bench", "localhost");
            String facts = "{\"sql\":\"" + "x".repeat(200) + "\"}";
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO plain (facts) VALUES (?)")) {
                insert.setString(1, facts);
                Rounds rounds = new Rounds()
                        .add(APPEND, () -> median(() -> journal.append(OptionalLong.empty(), "bench", facts)))
                        .add(INSERT, () -> median(insert::executeUpdate))
                        .run();
                report.add(Figure.peer(APPEND, rounds, "ms").target(Target.atMost(2)));
                report.add(Figure.peer(INSERT, rounds, "ms"));
            }
        }
        return report;
    }

    private interface Action {
        void take() throws Exception;
    }

    private static double median(Action action) throws Exception {
        long[] took = new long[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            long begin = System.nanoTime();
            action.take();
            took[i] = System.nanoTime() - begin;
        }
        Arrays.sort(took);
        return took[ENTRIES / 2] / 1e6;
    }
}
