package io.emcee.bench;

import io.emcee.script.RevisionSets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * {@code upgrade} through trivial revisions beside plain Flyway: the same library, with a session lock and one history,
 * on the same server. Both read their files, connect and end; the JVM is warm.
 */
final class UpgradeBench {
    private static final int ALTERNATING = 400;
    private static final String DATABASE = "bench_upgrade";

    private final Databases databases;
    private final Path folder;

    UpgradeBench(Databases databases, Path folder) {
        this.databases = databases;
        this.folder = folder;
    }

    Report run() throws Exception {
        Report report = new Report("upgrade", "upgrade through trivial revisions");
        Rounds rounds = new Rounds();
        ours(rounds, "1,000 of one branch", Revisions.line(folder, 1000), 1000);
        flyway(rounds, "1,000 by plain Flyway", 1000);
        ours(rounds, "2,000 of one branch", Revisions.line(folder, 2000), 2000);
        flyway(rounds, "2,000 by plain Flyway", 2000);
        ours(rounds, "400 alternating at every step", Revisions.alternating(folder, ALTERNATING), ALTERNATING);
        flyway(rounds, "400 by plain Flyway", ALTERNATING);
        rounds.run();
        add(report, rounds, "1,000 of one branch", 1.3, "1,000 by plain Flyway");
        double growth = rounds.median("2,000 by plain Flyway") / rounds.median("1,000 by plain Flyway");
        Target linear = Target.times(
                1.1, rounds.median("1,000 of one branch") * growth, "1,000 of ours x plain Flyway's growth");
        report.add(Figure.peer("2,000 of one branch", rounds, "ms").target(linear));
        report.add(Figure.peer("2,000 by plain Flyway", rounds, "ms"));
        add(report, rounds, "400 alternating at every step", 3, "400 by plain Flyway");
        return report;
    }

    private static void add(Report report, Rounds rounds, String ours, double most, String peer) {
        report.add(Figure.peer(ours, rounds, "ms").target(Target.times(most, rounds.median(peer), "plain Flyway")));
        report.add(Figure.peer(peer, rounds, "ms"));
    }

    private void ours(Rounds rounds, String name, Path set, int count) {
        rounds.add(name, () -> time(count, () -> databases.upgrade(DATABASE, RevisionSets.load(set.toString()))));
    }

    private void flyway(Rounds rounds, String name, int count) throws Exception {
        Path location = Revisions.flyway(folder, count);
        rounds.add(name, () -> time(count, () -> plain(location)));
    }

    private double time(int count, Runnable upgrade) throws SQLException {
        databases.create(DATABASE);
        long begin = System.nanoTime();
        upgrade.run();
        double took = (System.nanoTime() - begin) / 1e6;
        check(count);
        return took;
    }

    private void plain(Path location) {
        FluentConfiguration configuration = Flyway.configure()
                .dataSource(databases.url(DATABASE), databases.server().user(), databases.server().password())
                .locations("filesystem:" + location);
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        configuration.load().migrate();
    }

    /** A figure of something that was not done is none. */
    private void check(int count) throws SQLException {
        try (Connection connection = databases.connection(DATABASE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM walked")) {
            row.next();
            if (row.getInt(1) != count - 1) {
                throw new IllegalStateException("Of " + count + " revisions " + (row.getInt(1) + 1) + " were applied");
            }
        }
    }
}
