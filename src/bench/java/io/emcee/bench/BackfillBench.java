package io.emcee.bench;

import io.emcee.engine.Engine;
import io.emcee.engine.Event;
import io.emcee.engine.Operation;
import io.emcee.engine.StopSignal;
import io.emcee.cli.DatabaseAccess;
import io.emcee.script.RevisionSet;
import io.emcee.server.EmbeddedServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * A data migration of a large table with six indexes beside one {@code UPDATE} of the same rows, on a server that keeps
 * what it is given. {@code -Dbench.rows} says how many rows, {@code -Dbench.images} how many images of Glance.
 */
final class BackfillBench {
    private static final int ROWS = Integer.getInteger("bench.rows", 1_000_000);
    private static final int IDLE_SECONDS = 5;

    private final Path folder;
    private final RevisionSet set;
    private final Report report =
            new Report("backfill", "Backfill of " + ROWS + " rows with 6 indexes, beside one UPDATE of the same rows");
    private Optional<String> order = Optional.empty();

    BackfillBench(Path folder) throws Exception {
        this.folder = folder;
        this.set = Filled.revisions(folder);
    }

    Report run() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.open(folder.resolve("lasting"))) {
            Databases databases = new Databases(server);
            Filled random = new Filled(databases, "random", "md5(n::text || 'k')", 100, ROWS);
            compare(random, 1.5);
            besideWriter(random);
            compare(new Filled(databases, "sequential", "lpad(n::text, 12, '0')", 100, ROWS), 1.5);
            compare(new Filled(databases, "fillfactor 50", "lpad(n::text, 12, '0')", 50, ROWS), 0.85);
            memory(random);
            new OcataBench(databases, folder, report).run();
        }
        return report;
    }

    /** @param least how many times as fast it should be */
    private void compare(Filled table, double least) throws Exception {
        table.make(set);
        List<Spent> single = new ArrayList<>();
        List<Spent> ours = new ArrayList<>();
        List<Double> kept = new ArrayList<>();
        for (int round = 0; round < Rounds.COUNT; round++) {
            single.add(single(table));
            ours.add(backfill(table, kept));
        }
        String name = table.name() + " key, ";
        double most = 1 / least;
        add(name + "wall", "s", single, ours, Spent::wall, most);
        if (single.get(0).cpu() > 0) {
            add(name + "server CPU", "s", single, ours, Spent::cpu, most);
        }
        boolean full = table.fillfactor() == 100;
        add(name + "WAL", "MB", single, ours, Spent::wal, full ? 0.65 : 1.1);
        Figure size = Figure.peer(name + "table by its size before", values(ours, Spent::size), "x");
        report.add(full ? size.target(Target.times(1.4, 1, "its size")) : size);
        report.add(Figure.peer(name + "checkpoints, of the time", kept, "%").target(Target.atMost(3)));
        order.ifPresent(why -> System.out.println("    " + why));
    }

    private void add(
            String name, String unit, List<Spent> single, List<Spent> ours, ToDoubleFunction<Spent> what, double most) {
        double base = Rounds.median(values(single, what));
        report.add(Figure.peer(name, values(ours, what), unit).target(Target.times(most, base, "one UPDATE")));
        report.add(Figure.peer(name + ", one UPDATE", values(single, what), unit));
    }

    private static List<Double> values(List<Spent> all, ToDoubleFunction<Spent> what) {
        return all.stream().mapToDouble(what).boxed().toList();
    }

    private static Spent single(Filled table) throws Exception {
        String copy = table.copy();
        return Spent.by(table.databases(), copy, () -> execute(table.databases(), copy, Filled.SINGLE));
    }

    private static void execute(Databases databases, String database, String sql) throws SQLException {
        try (Connection connection = databases.connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @param kept gets the share of the time in percent that keeping checkpoints took */
    private Spent backfill(Filled table, List<Double> kept) throws Exception {
        String copy = table.copy();
        Checkpoints checkpoints =
                Checkpoints.of(new DatabaseAccess(table.databases().database(copy)));
        Engine engine = table.databases().engine(checkpoints, set);
        Spent spent = Spent.by(table.databases(), copy, () -> migrate(engine));
        kept.add(checkpoints.nanos().get() / 1e7 / spent.wall());
        return spent;
    }

    private void migrate(Engine engine) {
        engine.run(engine.plan(Operation.MIGRATE, Optional.empty()), this::note, new StopSignal());
    }

    private void note(Event event) {
        if (event instanceof Event.OrderChosen chosen) {
            order = Optional.of(chosen.sentence());
        }
    }

    private void besideWriter(Filled table) throws Exception {
        List<Double> idle = new ArrayList<>();
        List<Double> during = new ArrayList<>();
        for (int round = 0; round < Rounds.COUNT; round++) {
            String copy = table.copy();
            execute(table.databases(), copy, "CHECKPOINT");
            try (Writer alone = Writer.start(table, copy)) {
                TimeUnit.SECONDS.sleep(IDLE_SECONDS);
                idle.add(alone.p99());
            }
            try (Writer beside = Writer.start(table, copy)) {
                migrate(table.databases().engine(copy, set));
                during.add(beside.p99());
            }
        }
        double most = 3 * Rounds.median(idle) + 10;
        report.add(Figure.peer("writer of 200/s, p99 alone", idle, "ms"));
        report.add(Figure.peer("writer of 200/s, p99 beside it", during, "ms")
                .target(Target.times(1, most, "3 x alone + 10 ms")));
    }

    private void memory(Filled table) throws Exception {
        List<Double> peaks = new ArrayList<>();
        for (int round = 0; round < Rounds.COUNT; round++) {
            String copy = table.copy();
            List<String> arguments = List.of(
                    table.databases().url(copy),
                    table.databases().server().user(),
                    folder.resolve("backfill").toString());
            List<String> command = new ArrayList<>(Command.java(Migrator.class, arguments));
            // As a worker is started.
            command.set(command.indexOf("-Xmx256m"), "-Xmx64m");
            command.addAll(1, List.of("-Xms16m", "-Xmn8m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20"));
            String printed = Command.output(command, table.databases().environment());
            peaks.add(Double.parseDouble(printed.replaceAll("(?s).*peak_kb ", "").strip()) / 1024);
        }
        report.add(Figure.peer("memory of a process that migrates", peaks, "MB").target(Target.atMost(100)));
    }
}
