package io.emcee.bench;

import io.emcee.engine.Engine;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What another tool has applied is recorded; and what is recorded is compared with the files. */
final class AdoptionBench {
    private static final String ADOPT = "10,000 revisions adopted, in a warm JVM";
    private static final String CHECK = "emcee db check, 1,000 revisions applied";
    private static final String VERSION = "emcee db version, 1,000 revisions applied";

    private final Databases databases;
    private final Path home;

    AdoptionBench(Databases databases, Path home) {
        this.databases = databases;
        this.home = home;
    }

    Report run(Path folder) throws Exception {
        Report report = new Report("adoption", "Adoption, and drift");
        RevisionSet many = RevisionSets.load(Revisions.line(folder, 10_000).toString());
        Path thousand = Revisions.line(folder, 1_000);
        databases.create("bench_check");
        databases.upgrade("bench_check", RevisionSets.load(thousand.toString()));
        Rounds rounds = new Rounds()
                .add(ADOPT, () -> adopt(many))
                .add(CHECK, () -> command(thousand, "check"))
                .add(VERSION, () -> command(thousand, "version"))
                .run();
        report.add(Figure.peer(ADOPT, rounds, "ms").target(Target.atMost(10_000)));
        report.add(Figure.peer(CHECK, rounds, "ms").target(Target.times(1.5, rounds.median(VERSION), "db version")));
        report.add(Figure.peer(VERSION, rounds, "ms"));
        return report;
    }

    private double adopt(RevisionSet set) throws Exception {
        databases.create("bench_adoption");
        try (Connection connection = databases.connection("bench_adoption");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)");
            statement.execute("INSERT INTO alembic_version VALUES ('expand10000')");
        }
        Engine engine = databases.engine("bench_adoption", set);
        long begin = System.nanoTime();
        engine.adoptions().adopt(engine.adoptions().look(Optional.empty()), Optional.empty());
        double took = (System.nanoTime() - begin) / 1e6;
        if (engine.inspect().progress().applied().size() != 10_000) {
            throw new IllegalStateException("not all revisions were adopted");
        }
        return took;
    }

    private double command(Path set, String command) throws Exception {
        Map<String, String> environment = databases.environment();
        return Command.time(
                List.of(
                        Command.launcher(home),
                        "--url",
                        databases.url("bench_check"),
                        "--user",
                        databases.server().user(),
                        "--revisions",
                        set.toString(),
                        "db",
                        command),
                environment);
    }
}
