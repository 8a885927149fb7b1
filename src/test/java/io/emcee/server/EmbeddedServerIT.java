package io.emcee.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerIT {
    @TempDir(factory = MemoryFolder.class)
    private Path temporary;

    @Tag("smoke")
    @Test
    void aKeptServerIsReopenedWithItsRowsOnItsPort() throws SQLException {
        Path folder = temporary.resolve("with a space/lab");
        int port;
        try (EmbeddedServer server = EmbeddedServer.open(folder)) {
            port = server.port();
            server.createDatabase("lab");
            execute(server, "lab", "CREATE TABLE t AS SELECT generate_series(1, 3)");
        }
        long begin = System.nanoTime();
        try (EmbeddedServer server = EmbeddedServer.open(folder)) {
            assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 10);
            assertEquals(port, server.port());
            assertEquals("3", value(server, "lab", "SELECT count(*) FROM t"));
            assertEquals("on|on", value(server, "lab", """
                    SELECT current_setting('fsync') || '|' || current_setting('synchronous_commit')"""));
            assertTrue(server.version().startsWith("17."), server.version());
        }
        assertFalse(Files.exists(Postmaster.file(folder.resolve("data"))));
    }

    @Test
    void nobodyGetsInWithoutThePassword() throws IOException {
        try (EmbeddedServer kept = EmbeddedServer.open(temporary.resolve("lab"));
                EmbeddedServer passing = EmbeddedServer.temporary(temporary)) {
            assertRefused(kept, "postgres");
            assertRefused(kept, passing.password());
            assertRefused(passing, "postgres");
            assertRefused(passing, kept.password());
            assertEquals(43, passing.password().length());
        }
    }

    @Test
    void thePasswordOfAKeptServerStaysInAFileOfItsOwnerAlone() throws IOException {
        Path folder = temporary.resolve("lab");
        String password;
        try (EmbeddedServer server = EmbeddedServer.open(folder)) {
            password = server.password();
            Path file = server.passwordFile().orElseThrow();
            assertEquals(folder.toRealPath().resolve("password"), file);
            assertEquals(password + "\n", Files.readString(file));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        try (EmbeddedServer server = EmbeddedServer.open(folder)) {
            assertEquals(password, server.password());
        }
        try (EmbeddedServer server = EmbeddedServer.fresh(folder)) {
            assertNotEquals(password, server.password());
            assertTrue(server.hasDatabase("postgres"));
        }
    }

    @Test
    void noFileOfATemporaryServerHoldsItsPassword() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.temporary(temporary);
                Stream<Path> all = Files.walk(server.folder())) {
            assertEquals(Optional.empty(), server.passwordFile());
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(server.password()), file.toString());
                assertNotEquals("verifier", file.getFileName().toString());
            }
        }
    }

    /** What {@code ps} shows every user of the machine. */
    @Test
    void noArgumentOfAProcessHoldsThePassword() {
        try (EmbeddedServer server = EmbeddedServer.open(temporary.resolve("lab"))) {
            List<String> lines = ProcessHandle.allProcesses()
                    .flatMap(process -> process.info().commandLine().stream())
                    .toList();
            assertTrue(lines.stream().anyMatch(line -> line.contains(temporary.toString())));
            assertFalse(lines.stream().anyMatch(line -> line.contains(server.password())));
            assertFalse(server.toString().contains(server.password()));
        }
    }

    @Test
    void aServerMadeOpenToEverybodyIsClosedWhenItIsOpened() throws IOException, SQLException {
        Path folder = temporary.resolve("lab");
        try (EmbeddedServer server = EmbeddedServer.open(folder)) {
            server.createDatabase("lab");
            execute(server, "postgres", "ALTER ROLE postgres PASSWORD NULL");
        }
        Files.delete(folder.resolve("password"));
        Files.writeString(folder.resolve("data/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");
        try (EmbeddedServer server = EmbeddedServer.open(folder)) {
            assertRefused(server, "postgres");
            assertTrue(server.hasDatabase("lab"));
            assertEquals("127.0.0.1", value(server, "lab", "SHOW listen_addresses"));
            assertEquals("scram-sha-256", value(server, "lab", """
                    SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"""));
        }
        EmbeddedServer.open(folder).close();
    }

    private static void assertRefused(EmbeddedServer server, String password) {
        SQLException refusal = assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), password));
        assertEquals("28P01", refusal.getSQLState());
    }

    @Test
    void aTakenPortIsExchangedForAnother() throws IOException {
        Path folder = temporary.resolve("lab");
        int port;
        try (EmbeddedServer server = EmbeddedServer.open(folder)) {
            port = server.port();
        }
        try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                EmbeddedServer server = EmbeddedServer.open(folder)) {
            assertEquals(port, other.getLocalPort());
            assertNotEquals(port, server.port());
            assertEquals(server.port() + "\n", Files.readString(folder.resolve("port")));
        }
    }

    @Test
    void aServerWhoseProcessWasKilledStopsByItself() throws IOException, InterruptedException {
        Path folder = temporary.resolve("lab");
        Process holder = hold(folder);
        Postmaster orphan = Postmaster.running(real(folder)).orElseThrow();
        holder.destroyForcibly().waitFor();
        ProcessHandle.of(orphan.pid())
                .ifPresent(process ->
                        process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        assertTrue(Postmaster.running(real(folder)).isEmpty());
    }

    @Test
    void aTemporaryServerLeavesNothingWhenItsProcessWasKilled() throws IOException, InterruptedException {
        hold(temporary, "temporary").destroyForcibly().waitFor();
        for (int i = 0; i < 100 && temporary.toFile().list().length > 0; i++) {
            Thread.sleep(100);
        }
        assertEquals(0, temporary.toFile().list().length);
    }

    @Test
    void aServerLeftBehindIsReplacedAndLosesNothing() throws IOException, InterruptedException, SQLException {
        Path folder = temporary.resolve("lab");
        Process holder = hold(folder);
        long orphan = Postmaster.running(real(folder)).orElseThrow().pid();
        holder.descendants().forEach(ProcessHandle::destroyForcibly);
        holder.destroyForcibly().waitFor();
        assertTrue(ProcessHandle.of(orphan).isPresent());
        try (EmbeddedServer server = EmbeddedServer.open(folder)) {
            assertTrue(server.hasDatabase("held"));
            assertNotEquals(
                    orphan, Postmaster.running(real(folder)).orElseThrow().pid());
        }
    }

    @Test
    void aSecondOpenIsRefusedWithTheProcessOfTheFirst() throws IOException, InterruptedException {
        Path folder = temporary.resolve("lab");
        Process holder = hold(folder);
        try {
            String message = assertThrows(ServerException.class, () -> EmbeddedServer.open(folder))
                    .getMessage();
            assertEquals(
                    "The server in \"%s\" is in use by process %d: close that one first."
                            .formatted(folder.toRealPath(), holder.pid()),
                    message);
        } finally {
            holder.destroy();
            holder.waitFor();
        }
        assertTrue(Postmaster.running(real(folder)).isEmpty(), "the JVM's end stops the server");
    }

    @Test
    void aSecondOpenInTheSameProcessIsRefusedAndLeavesTheFirstAlone() throws IOException {
        Path folder = temporary.resolve("lab");
        try (EmbeddedServer server = EmbeddedServer.open(folder)) {
            assertThrows(ServerException.class, () -> EmbeddedServer.open(folder));
            assertFalse(server.hasDatabase("lab"));
        }
    }

    @Test
    void aFirstStartThatWasCutOffIsBegunAnew() throws IOException {
        Path folder = temporary.resolve("lab");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/postgresql.conf"), "half a fi");
        Files.writeString(folder.resolve("unfinished"), "");
        try (EmbeddedServer server = EmbeddedServer.open(folder)) {
            assertTrue(server.hasDatabase("postgres"));
            assertFalse(Files.exists(folder.resolve("unfinished")));
        }
    }

    @Test
    void aTemporaryServerLeavesNothing() throws SQLException {
        Path folder;
        try (EmbeddedServer server = EmbeddedServer.temporary()) {
            folder = server.folder();
            server.createDatabase("it's \"one\"");
            server.createDatabase("two", "it's \"one\"");
            server.dropDatabase("it's \"one\"");
            assertFalse(server.hasDatabase("it's \"one\""));
            assertEquals("1", value(server, "two", "SELECT 1"));
        }
        assertFalse(Files.exists(folder));
    }

    @Test
    void aServerThatCannotStartSaysWhy() throws IOException {
        Path folder = temporary.resolve("lab");
        EmbeddedServer.open(folder).close();
        Files.writeString(folder.resolve("data/PG_VERSION"), "9\n");
        String message = assertThrows(ServerException.class, () -> EmbeddedServer.open(folder, Duration.ofSeconds(1)))
                .getMessage();
        assertTrue(message.contains("FATAL:") && message.contains("\"" + folder.toRealPath() + "\""), message);
    }

    /** A process of its own that has made a database {@code held} and keeps the server of {@code folder} open. */
    private static Process hold(Path folder) throws IOException {
        return hold(folder, "kept");
    }

    private static Process hold(Path folder, String kind) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString(),
                        kind)
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        assertEquals("open", output.readLine());
        return process;
    }

    private static Path real(Path folder) throws IOException {
        return folder.toRealPath().resolve("data");
    }

    private static void execute(EmbeddedServer server, String database, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(EmbeddedServer server, String database, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    /** The other process. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[0]);
            EmbeddedServer server =
                    arguments[1].equals("kept") ? EmbeddedServer.open(folder) : EmbeddedServer.temporary(folder);
            server.createDatabase("held");
            System.out.println("open");
            Thread.sleep(Duration.ofMinutes(1).toMillis());
        }
    }
}
