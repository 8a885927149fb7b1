package io.emcee.bench;

import io.emcee.engine.Engine;
import io.emcee.engine.Operation;
import io.emcee.engine.StopSignal;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * The rows that Glance migrates for its release Ocata, by emcee and by the module that {@code glance-manage} runs. Both
 * times are of the work itself, without the start of a process.
 */
record OcataBench(Databases databases, Path folder, Report report) {
    private static final int IMAGES = Integer.getInteger("bench.images", 200_000);
    private static final String TEMPLATE = "bench_ocata";
    private static final String COPY = "bench_ocata_copy";
    private static final String OURS = "Ocata's " + IMAGES + " images";
    private static final String PEER = "Ocata's " + IMAGES + " images by glance-manage's migrate";

    private static final String MIGRATE = """
            import os, sys, time
            from urllib.parse import quote
            from sqlalchemy import create_engine
            from glance.db.sqlalchemy.alembic_migrations.data_migrations import ocata_migrate01_community_images as ocata
            engine = create_engine(sys.argv[1].replace('@', ':' + quote(os.environ['PGPASSWORD']) + '@', 1))
            begin = time.monotonic()
            ocata.migrate(engine)
            print('took_ms', (time.monotonic() - begin) * 1000)
            """;

    void run() throws Exception {
        Optional<Path> program = Command.find("glance-manage");
        if (program.isEmpty()) {
            report.skip(PEER, "glance-manage is not installed (Debian package glance-common)");
            return;
        }
        RevisionSet set = RevisionSets.load("glance");
        make(set);
        Rounds rounds = new Rounds().add(OURS, () -> ours(set)).add(PEER, () -> peer(python(program.get()))).run();
        report.add(Figure.peer(OURS, rounds, "ms").target(Target.times(0.5, rounds.median(PEER), "glance-manage")));
        report.add(Figure.peer(PEER, rounds, "ms"));
    }

    /** A third of the images are public, and every fifth of the others has a member. */
    private void make(RevisionSet set) throws SQLException {
        databases.create(TEMPLATE);
        databases.upgradeTo(TEMPLATE, set, "mitaka02");
        try (Connection connection = databases.connection(TEMPLATE);
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO images (id, name, size, status, is_public, created_at, updated_at, deleted,
                        disk_format, container_format, checksum, owner, min_disk, min_ram, protected)
                    SELECT md5(n::text)::uuid::text, 'image ' || n, n::bigint * 7919, 'active', n %% 3 = 0,
                           timestamp '2016-01-01' + n * interval '1 minute', timestamp '2016-01-01', false,
                           'qcow2', 'bare', md5(n::text), md5((n %% 500)::text), 0, 0, false
                    FROM generate_series(1, %d) AS n
                    """.formatted(IMAGES));
            statement.execute("""
                    INSERT INTO image_members (image_id, member, can_share, created_at, deleted, status)
                    SELECT id, md5(id), false, created_at, false, 'accepted'
                    FROM (SELECT *, row_number() OVER () AS n FROM images WHERE NOT is_public) AS private
                    WHERE n % 5 = 0
                    """);
        }
        databases.expand(TEMPLATE, set, "ocata_expand01");
        try (Connection connection = databases.connection(TEMPLATE);
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (FREEZE, ANALYZE)");
        }
    }

    private double ours(RevisionSet set) throws SQLException {
        databases.copy(TEMPLATE, COPY);
        Engine engine = databases.engine(COPY, set);
        long begin = System.nanoTime();
        engine.run(engine.plan(Operation.MIGRATE, Optional.of("ocata_migrate01")), event -> {}, new StopSignal());
        return (System.nanoTime() - begin) / 1e6;
    }

    /** The one that has the modules of the program: {@code #! /usr/bin/python3} is its first line. */
    private static String python(Path program) throws IOException {
        return Files.readAllLines(program).get(0).replaceFirst("#! *", "");
    }

    private double peer(String python) throws IOException, InterruptedException, SQLException {
        databases.copy(TEMPLATE, COPY);
        Path script = Files.writeString(folder.resolve("ocata.py"), MIGRATE);
        String url = databases.url(COPY).replace("jdbc:postgresql://", "postgresql://" + databases.server().user() + "@");
        String printed = Command.output(List.of(python, script.toString(), url), databases.environment());
        return Double.parseDouble(printed.replaceAll("(?s).*took_ms ", "").strip());
    }
}
