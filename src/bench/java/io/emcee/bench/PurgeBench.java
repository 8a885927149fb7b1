package io.emcee.bench;

import io.emcee.batch.Tuning;
import io.emcee.catalog.QualifiedName;
import io.emcee.engine.Engine;
import io.emcee.engine.StopSignal;
import io.emcee.purge.Cutoff;
import io.emcee.purge.PurgeEvent;
import io.emcee.purge.PurgePlan;
import io.emcee.purge.PurgePlanner;
import io.emcee.purge.PurgeRequest;
import io.emcee.purge.PurgeRules;
import io.emcee.purge.Purger;
import io.emcee.purge.Review;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Purges of whole trees beside one DELETE of the same rows in one transaction, the whole command beside
 * {@code glance-manage}, and how soon a review shows something. {@code -Dbench.purge.images} (200,000, of which half are
 * deleted, with 7.5 rows below each) and {@code -Dbench.purge.rows} (1,000,000) set the sizes.
 */
final class PurgeBench {
    private static final int IMAGES = Integer.getInteger("bench.purge.images", 200_000);
    private static final int ROWS = Integer.getInteger("bench.purge.rows", 1_000_000);
    private static final int TABLES = 2_000;
    private static final String TEMPLATE = "bench_purge_template";
    private static final String DATABASE = "bench_purge";
    private static final String LARGE = "bench_purge_large";
    private static final String SINGLE = "one DELETE of the same rows, one transaction";
    private static final String ONE = "emcee, whole trees";
    private static final String TWO = "emcee, whole trees, two workers";
    private static final String FLAT = "its last tenth, ms for 1,000 rows";
    private static final String FIRST = "its first tenth, ms for 1,000 rows";
    private static final String COMMAND = "emcee db purge --max_rows 1000000";
    private static final String GLANCE = "glance-manage db purge --max_rows 1000000";
    private static final String PAGE = "first page of candidates, large table";
    private static final String ESTIMATES = "estimates of all of 2,000 tables";

    private final Databases databases;
    private final Path home;
    private final RevisionSet set = RevisionSets.load("glance");
    private double firstTenth;
    private double lastTenth;

    PurgeBench(Databases databases, Path home) {
        this.databases = databases;
        this.home = home;
    }

    Report run(Path folder) throws Exception {
        Report report = new Report("purge", "Purge of " + IMAGES / 2 + " deleted images with all below them, ms");
        make();
        Rounds rounds = new Rounds()
                .add(SINGLE, () -> fresh(this::single))
                .add(ONE, () -> fresh(() -> trees(1)))
                .add(FIRST, () -> firstTenth)
                .add(FLAT, () -> lastTenth)
                .add(TWO, () -> fresh(() -> trees(2)))
                .add(PAGE, this::page)
                .add(ESTIMATES, this::estimates);
        Optional<List<String>> peer = glance(folder);
        if (peer.isPresent()) {
            String launcher = Command.launcher(home);
            rounds.add(COMMAND, () -> command(command(launcher)))
                    .add(GLANCE, () -> command(peer.get()));
        } else {
            report.skip(GLANCE, "glance-manage is not installed (Debian package glance-common)");
        }
        rounds.run();
        double single = rounds.median(SINGLE);
        report.add(Figure.peer(SINGLE, rounds, "ms"));
        // 0.75 and 1.15 times its rate.
        report.add(Figure.peer(ONE, rounds, "ms").target(Target.times(1 / 0.75, single, "single")));
        report.add(Figure.peer(TWO, rounds, "ms").target(Target.times(1 / 1.15, single, "single")));
        report.add(Figure.peer(FIRST, rounds, "ms"));
        report.add(Figure.peer(FLAT, rounds, "ms").target(Target.times(1.3, rounds.median(FIRST), "the first tenth")));
        report.add(Figure.peer(PAGE, rounds, "ms").target(Target.atMost(100)));
        report.add(Figure.peer(ESTIMATES, rounds, "ms").target(Target.atMost(50)));
        if (peer.isPresent()) {
            report.add(Figure.peer(GLANCE, rounds, "ms"));
            report.add(Figure.peer(COMMAND, rounds, "ms")
                    .target(Target.times(1, rounds.median(GLANCE), "glance-manage")));
        }
        return report;
    }

    private void make() throws SQLException {
        databases.create(TEMPLATE);
        databases.upgradeTo(TEMPLATE, set, "mitaka02");
        execute(TEMPLATE, """
                CREATE TEMPORARY TABLE drawn AS
                SELECT md5('image-' || n)::uuid::text AS id, n %% 2 = 0 AS deleted,
                       CASE WHEN n %% 2 = 0 THEN now() AT TIME ZONE 'UTC' - interval '400 days' END AS died, n
                FROM generate_series(1, %d) AS n;
                INSERT INTO images (id, status, is_public, created_at, deleted_at, deleted, min_disk, min_ram, protected)
                SELECT id, 'active', true, now(), died, deleted, 0, 0, false FROM drawn ORDER BY n;
                INSERT INTO image_properties (image_id, name, value, created_at, deleted_at, deleted)
                SELECT id, 'property ' || k, 'value', now(), died, deleted FROM drawn, generate_series(1, 5) AS k ORDER BY n;
                INSERT INTO image_locations (image_id, value, created_at, deleted_at, deleted, status)
                SELECT id, 'file:///' || id, now(), died, deleted, 'active' FROM drawn ORDER BY n;
                INSERT INTO image_tags (image_id, value, created_at, deleted_at, deleted)
                SELECT id, 'tag', now(), died, deleted FROM drawn ORDER BY n;
                INSERT INTO image_members (image_id, member, can_share, created_at, deleted_at, deleted, status)
                SELECT id, 'member', false, now(), died, deleted, 'accepted' FROM drawn WHERE n %% 4 < 2 ORDER BY n;
                """.formatted(IMAGES), "VACUUM ANALYZE");
        databases.create(LARGE);
        databases.upgradeTo(LARGE, set, "mitaka02");
        execute(LARGE, """
                INSERT INTO images (id, status, is_public, created_at, deleted_at, deleted, min_disk, min_ram, protected)
                SELECT md5('image-' || n)::uuid::text, 'active', true, now(),
                       CASE WHEN n %% 10 = 0 THEN now() - interval '400 days' END, n %% 10 = 0, 0, 0, false
                FROM generate_series(1, %d) AS n
                """.formatted(ROWS), """
                DO $$ BEGIN FOR n IN 1..%d LOOP
                    EXECUTE 'CREATE TABLE t' || n || ' (id integer, deleted boolean, deleted_at timestamp)';
                    IF n %% 500 = 0 THEN COMMIT; END IF;
                END LOOP; END $$
                """.formatted(TABLES), "ANALYZE");
    }

    private interface Timed {
        void run() throws Exception;
    }

    private interface Work {
        double take() throws Exception;
    }

    private double fresh(Work work) throws Exception {
        databases.copy(TEMPLATE, DATABASE);
        execute(DATABASE, "CHECKPOINT");
        return work.take();
    }

    private static double time(Timed work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    private double single() throws Exception {
        String dead = "i.deleted AND i.deleted_at < now() - interval '180 days'";
        StringBuilder sql = new StringBuilder("BEGIN;");
        for (String child : List.of("image_properties", "image_locations", "image_tags", "image_members")) {
            sql.append("DELETE FROM " + child + " AS c USING images AS i WHERE c.image_id = i.id AND " + dead + ";");
        }
        sql.append("DELETE FROM images AS i WHERE " + dead + "; COMMIT");
        return time(() -> execute(DATABASE, sql.toString()));
    }

    private double trees(int workers) throws Exception {
        Engine engine = databases.engine(DATABASE, set);
        PurgeRules rules = new PurgeRules(
                PurgeRules.of(set, List.of()).names(), PurgeRules.of(set, List.of()).tables(), Map.of());
        PurgePlan plan = new PurgePlanner(engine, rules)
                .plan(new PurgeRequest(
                        PurgeRequest.Scope.TREES,
                        List.of("images"),
                        Optional.of(Duration.ofDays(180)),
                        OptionalLong.empty(),
                        Optional.empty()));
        List<double[]> batches = new ArrayList<>();
        Purger.Manner manner =
                new Purger.Manner(1_000, Tuning.DEFAULT, workers, () -> true, Optional.empty(), Map.of());
        double took = time(() -> new Purger(engine).run(plan, manner, event -> {
            if (event instanceof PurgeEvent.BatchDone done) {
                batches.add(new double[] {System.nanoTime() / 1e6, done.rows()});
            }
        }, new StopSignal()));
        if (workers == 1) {
            firstTenth = perRow(batches.subList(0, batches.size() / 10 + 1));
            lastTenth = perRow(batches.subList(batches.size() * 9 / 10 - 1, batches.size()));
        }
        return took;
    }

    /** Milliseconds for 1,000 rows, since the sizes of the batches follow the time they take. */
    private static double perRow(List<double[]> batches) {
        double[] first = batches.get(0);
        double[] last = batches.get(batches.size() - 1);
        return 1_000 * (last[0] - first[0]) / Math.max(1, last[1] - first[1]);
    }

    private Review review() {
        return new Review(databases.engine(LARGE, set), PurgeRules.of(set, List.of()));
    }

    private double page() throws Exception {
        Review review = review();
        Cutoff cutoff = review.cutoff(Duration.ofDays(180));
        return time(() -> review.candidates(new QualifiedName("public", "images"), cutoff, Optional.empty(), 50));
    }

    private double estimates() throws Exception {
        return time(() -> review().tables());
    }

    private double command(List<String> line) throws Exception {
        return fresh(() -> Command.time(line, databases.environment()));
    }

    private List<String> command(String launcher) {
        return List.of(
                launcher, "db", "purge", "--max_rows", "1000000", "--url", databases.url(DATABASE), "--user",
                databases.server().user());
    }

    private Optional<List<String>> glance(Path folder) throws IOException {
        Optional<Path> program = Command.find("glance-manage");
        Path configuration = Files.writeString(folder.resolve("glance-purge.conf"), """
                [database]
                connection = postgresql://%s@localhost:%d/%s
                """.formatted(databases.server().user(), databases.server().port(), DATABASE));
        return program.map(path -> List.of(
                path.toString(), "--config-file", configuration.toString(), "db", "purge", "--max_rows", "1000000"));
    }

    private void execute(String database, String... statements) throws SQLException {
        try (Connection connection = databases.connection(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
