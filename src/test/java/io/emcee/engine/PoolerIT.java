package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.database.DatabaseUnavailable;
import io.emcee.engine.Check.State;
import io.emcee.engine.Check.Subject;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A pooler in between, where PgBouncer is installed. */
@ExtendWith(Postgres.class)
class PoolerIT {
    private static final List<String> PLACES = List.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer");

    @TempDir
    private Path folder;

    private int port;

    @Test
    void sessionsOfTheServerAreNotPooled(TestDatabase database) throws SQLException {
        assertFalse(between(database.url(), database));
    }

    @Test
    void poolerInTransactionModeIsRefused(TestDatabase database) throws Exception {
        Process pooler = start(database, "transaction");
        try {
            assertTrue(between(url(database), database));
            // It drops the options by which a session is made read-only.
            DatabaseUnavailable refused = assertThrows(
                    DatabaseUnavailable.class,
                    () -> Engines.access(url(database), database.user(), database.password())
                            .reader("look"));
            assertTrue(String.valueOf(refused.getMessage()).contains("not through a pooler"), refused::getMessage);
            Engine engine = new Engine(
                    new Lenient(url(database), database),
                    RevisionSets.load("bexar"),
                    Optional.empty(),
                    new Actor("maria", "bastion"),
                    Engine.Pace.of(1));
            Plan plan = engine.plan(Operation.EXPAND, Optional.empty());
            Check check = engine.preflight(plan).checks().stream()
                    .filter(any -> any.subject() == Subject.POOLER)
                    .findFirst()
                    .orElseThrow();
            assertEquals(State.RED, check.state());
            assertThrows(GateRefused.class, () -> engine.run(plan, event -> {}, new StopSignal()));
            assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
        } finally {
            pooler.destroy();
            pooler.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void poolerInSessionModeIsNone(TestDatabase database) throws Exception {
        Process pooler = start(database, "session");
        try {
            assertFalse(between(url(database), database));
        } finally {
            pooler.destroy();
            pooler.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static boolean between(String url, TestDatabase database) throws SQLException {
        try (Connection one = DriverManager.getConnection(url, database.user(), database.password());
                Connection other = DriverManager.getConnection(url, database.user(), database.password())) {
            return Pooler.between(one, other);
        }
    }

    private String url(TestDatabase database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database.name();
    }

    private Process start(TestDatabase database, String mode) throws IOException, InterruptedException {
        Path program = PLACES.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> skip("PgBouncer is not installed"));
        URI server = URI.create(database.url().substring("jdbc:".length()));
        port = port();
        Path file = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%d user=%s password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                ignore_startup_parameters = extra_float_digits, options
                """.formatted(
                        server.getHost(), server.getPort(), database.user(), database.password(), port, mode));
        List<String> command = new ArrayList<>(List.of(program.toString(), file.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(1, List.of("-u", "nobody"));
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await(process, database);
        return process;
    }

    private void await(Process process, TestDatabase database) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            try {
                DriverManager.getConnection(url(database), database.user(), "").close();
                return;
            } catch (SQLException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroy();
                    skip("PgBouncer does not start: " + Files.readString(folder.resolve("log")));
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static int port() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static <T> T skip(String reason) {
        System.out.println("A test of PoolerIT is skipped: " + reason.strip());
        return Assumptions.abort(reason);
    }

    /** Takes what it gets, as if the pooler had passed the options on. */
    private record Lenient(String url, TestDatabase target) implements Access {
        @Override
        public Connection reader(String purpose) {
            return writer(purpose);
        }

        @Override
        public Connection writer(String purpose) {
            try {
                return DriverManager.getConnection(url, target.user(), target.password());
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public Pool pool(String purpose, int size) {
            throw new IllegalStateException("nothing is run through a pooler");
        }

        @Override
        public String database() {
            return target.name();
        }
    }
}
