package io.emcee.bench;

import io.emcee.engine.Engine;
import io.emcee.engine.Event;
import io.emcee.engine.Operation;
import io.emcee.engine.StopSignal;
import io.emcee.script.RevisionSet;
import io.emcee.server.EmbeddedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data migration of a large table with six indexes beside one {@code UPDATE} of the same rows, on a server that keeps
 * what it is given; {@code -Dbench.rows} says how many rows.
 */
final class BackfillBench {
    private static final int ROWS = Integer.getInteger("bench.rows", 1_000_000);

    private final Path folder;
    private final RevisionSet set;
    private final Report report = new Report("backfill", "Backfill of " + ROWS + " rows with 6 indexes, beside one UPDATE");
    private Optional<String> order = Optional.empty();

    BackfillBench(Path folder) throws Exception {
        this.folder = folder;
        this.set = Filled.revisions(folder);
    }

    Report run() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(folder.resolve("lasting"))) {
            Databases databases = new Databases(server);
            compare(new Filled(databases, "random", "md5(n::text || 'k')", 100, ROWS), 1.5);
            compare(new Filled(databases, "sequential", "lpad(n::text, 12, '0')", 100, ROWS), 1.5);
            compare(new Filled(databases, "roomy", "lpad(n::text, 12, '0')", 50, ROWS), 0.85);
        }
        return report;
    }

    /** @param least how many times as fast it should be */
    private void compare(Filled table, double least) throws Exception {
        table.make(set);
        Map<String, List<Spent>> spent = new LinkedHashMap<>();
        for (int round = 0; round < Rounds.COUNT; round++) {
            spent.computeIfAbsent("one UPDATE", any -> new ArrayList<>()).add(single(table));
            spent.computeIfAbsent("emcee", any -> new ArrayList<>()).add(backfill(table));
        }
        spent.forEach((name, all) -> all.forEach(one -> System.out.println("    " + table.name() + " " + name + " " + one)));
        order.ifPresent(why -> System.out.println("    " + why));
    }

    private Spent single(Filled table) throws Exception {
        String copy = table.copy();
        return Spent.by(table.databases(), copy, () -> execute(table.databases(), copy, Filled.SINGLE));
    }

    private static void execute(Databases databases, String database, String sql) throws SQLException {
        try (Connection connection = databases.connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Spent backfill(Filled table) throws Exception {
        String copy = table.copy();
        Engine engine = table.databases().engine(copy, set);
        return Spent.by(table.databases(), copy, () -> engine.run(
                engine.plan(Operation.MIGRATE, Optional.empty()), this::note, new StopSignal()));
    }

    private void note(Event event) {
        if (event instanceof Event.OrderChosen chosen) {
            order = Optional.of(chosen.sentence());
        }
    }

    public static void main(String[] arguments) throws Exception {
        new BackfillBench(Path.of(arguments[0])).run();
    }
}
