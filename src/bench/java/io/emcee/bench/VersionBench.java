package io.emcee.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code emcee db version} as a process, from its start to its end. */
final class VersionBench {
    private static final String OURS = "emcee db version";
    private static final String GLANCE = "glance-manage db version";
    private static final String EMPTY = "empty JVM";
    private static final String PSQL = "psql -c 'select 1'";

    private final Databases databases;
    private final Path home;
    private final Report report = new Report("version", "A short command, the whole process");

    VersionBench(Databases databases, Path home) {
        this.databases = databases;
        this.home = home;
    }

    Report run(Path folder) throws Exception {
        databases.glance("bench_version");
        String launcher = Command.launcher(home);
        String url = databases.url("bench_version");
        String user = databases.server().user();
        Map<String, String> environment = databases.environment();
        Rounds rounds = new Rounds()
                .add(OURS, () -> Command.time(List.of(launcher, "--url", url, "--user", user, "db", "version"), environment));
        glance(folder).ifPresent(glance -> rounds.add(GLANCE, () -> Command.time(glance.version(), environment)));
        rounds.add(EMPTY, () -> Command.time(Command.emptyJvm(), environment));
        Command.find("psql").ifPresent(psql -> rounds.add(PSQL, () -> Command.time(psql(psql, user), environment)));
        rounds.run();
        Figure ours = Figure.peer(OURS, rounds, "ms");
        report.add(
                rounds.has(GLANCE) ? ours.target(Target.times(0.30, rounds.median(GLANCE), "glance-manage")) : ours);
        List.of(GLANCE, EMPTY, PSQL).stream()
                .filter(rounds::has)
                .forEach(name -> report.add(Figure.peer(name, rounds, "ms")));
        return report;
    }

    private Optional<Glance> glance(Path folder) throws Exception {
        try {
            return Optional.of(Glance.make(databases, folder));
        } catch (IOException missing) {
            report.skip(GLANCE, String.valueOf(missing.getMessage()));
            return Optional.empty();
        }
    }

    private List<String> psql(Path psql, String user) {
        return List.of(
                psql.toString(),
                "-h",
                "localhost",
                "-p",
                String.valueOf(databases.server().port()),
                "-U",
                user,
                "-c",
                "select 1",
                "postgres");
    }
}
