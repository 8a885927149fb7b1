package io.emcee.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.database.DatabaseUnavailable.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class DatabaseIT {

    @Test
    void theServerItselfKeepsAReaderFromWriting(TestDatabase target) throws SQLException {
        target.execute("CREATE TABLE images (id int)");
        try (Connection reader = database(target).reader("overview")) {
            assertEquals(
                    "25006", failure(reader, "INSERT INTO images VALUES (1)").getSQLState());
            assertEquals("emcee/test overview", value(reader, "SHOW application_name"));
            assertEquals("5s", value(reader, "SHOW statement_timeout"));
            assertEquals("3s", value(reader, "SHOW lock_timeout"));
            assertTrue(reader.getAutoCommit());
        }
    }

    @Test
    void aReaderKeepsToItsTimeLimit(TestDatabase target) throws SQLException {
        try (Connection reader = database(target).reader("count", Duration.ofMillis(50))) {
            assertEquals("57014", failure(reader, "SELECT pg_sleep(10)").getSQLState());
        }
        try (Connection reader = database(target).reader("count", Duration.ZERO)) {
            assertEquals("0", value(reader, "SHOW statement_timeout"));
        }
    }

    @Test
    void optionsOfTheUrlStandBesideTheReadersOwn(TestDatabase target) throws SQLException {
        String url = target.url() + "?options=-c%20work_mem=3MB%20-c%20default_transaction_read_only=off";
        Address address = Address.of(url, Optional.of(target.user()), Map.of());
        try (Connection reader = new Database(address, passwords(target), "emcee/test").reader("overview")) {
            assertEquals("3MB", value(reader, "SHOW work_mem"));
            assertEquals("25006", failure(reader, "CREATE TABLE t ()").getSQLState());
        }
    }

    @Test
    void aWriterWritesAtOnceAndWithoutTimeLimit(TestDatabase target) throws SQLException {
        try (Connection writer = database(target).writer("lock")) {
            writer.createStatement().execute("CREATE TABLE images (id int)");
            assertEquals("0", value(writer, "SHOW statement_timeout"));
        }
        assertEquals("images", target.value("SELECT relname FROM pg_class WHERE relname = 'images'"));
    }

    @Test
    void aPoolLendsSeveralConnectionsAndTakesThemBack(TestDatabase target) throws SQLException {
        try (Pool pool = database(target).pool("worker", 2)) {
            try (Connection one = pool.dataSource().getConnection();
                    Connection two = pool.dataSource().getConnection()) {
                assertNotSame(value(one, "SELECT pg_backend_pid()"), value(two, "SELECT pg_backend_pid()"));
                assertEquals("emcee/test worker", value(two, "SHOW application_name"));
            }
            try (Connection again = pool.dataSource().getConnection()) {
                assertTrue(again.getAutoCommit());
            }
        }
    }

    @Test
    void aPoolFailsAsAConnectionDoes(TestDatabase target) {
        Database nowhere = new Database(address(target.url() + "x", target.user()), passwords(target), "emcee/test");
        assertEquals(
                Reason.NO_SUCH_DATABASE,
                assertThrows(DatabaseUnavailable.class, () -> nowhere.pool("worker", 2))
                        .reason());
    }

    @Test
    void namesTheDatabaseOrTheRoleThatDoesNotExist(TestDatabase target) {
        Database nowhere = new Database(address(target.url() + "x", target.user()), passwords(target), "emcee/test");
        assertRefused(
                nowhere,
                Reason.NO_SUCH_DATABASE,
                "has no database \"" + target.name() + "x\". Check the name in the url.");
        try (Role body = new Role(target, "no_\"body_of_", "NOLOGIN")) {
            Database nobody = new Database(address(target.url(), body.name()), passwords(target), "emcee/test");
            assertRefused(
                    nobody,
                    Reason.NO_SUCH_ROLE,
                    "has no role \"" + body.name() + "\" that may log in. Name another one with --user.");
        }
    }

    @Test
    void saysThatTheRoleMayNotConnect(TestDatabase target) {
        target.execute("REVOKE CONNECT ON DATABASE " + target.name() + " FROM PUBLIC");
        try (Role stranger = new Role(target, "stranger_of_", "LOGIN")) {
            Database database = new Database(address(target.url(), stranger.name()), passwords(target), "emcee/test");
            assertRefused(database, Reason.NO_RIGHT, "Grant it: GRANT CONNECT ON DATABASE.");
        }
    }

    @Test
    void saysThatNoConnectionIsLeft(TestDatabase target) {
        try (Role crowd = new Role(target, "crowd_of_", "LOGIN CONNECTION LIMIT 0")) {
            Database database = new Database(address(target.url(), crowd.name()), passwords(target), "emcee/test");
            assertRefused(database, Reason.TOO_MANY_CONNECTIONS, "Close some, or try again later.");
        }
    }

    @Test
    void asksForAPasswordOnceAndKeepsTheOneThatWorked(TestDatabase target) throws Exception {
        try (GuardedRole role = new GuardedRole(target)) {
            AtomicInteger asked = new AtomicInteger();
            Passwords prompt = new Passwords(
                    Optional.empty(),
                    Map.of("HOME", "/nonexistent"),
                    () -> Optional.of(new Password(asked.incrementAndGet() == 1 ? "wrong" : "r1ght")));
            Database database = new Database(address(target.url(), role.name()), prompt, "emcee/test");
            assertRefused(database, Reason.WRONG_PASSWORD, "or there is no such role. Check both.");
            database.pool("first", 2).close();
            database.reader("second").close();
            database.writer("third").close();
            assertEquals(2, asked.get());
        }
    }

    @Test
    void explainsAConnectionThatBreaksLater(TestDatabase target) throws SQLException {
        Database database = database(target);
        try (Connection writer = database.writer("lock")) {
            target.execute("SELECT pg_terminate_backend(" + value(writer, "SELECT pg_backend_pid()") + ")");
            DatabaseUnavailable lost = database.unavailable(failure(writer, "SELECT 1"));
            assertEquals(Reason.LOST, lost.reason());
            assertTrue(lost.getMessage().startsWith("The connection to PostgreSQL at "), lost.getMessage());
        }
    }

    /** The pool's classes cost a short command a fifth of its time, and the driver's log would spoil a screen. */
    @Test
    void aReaderLoadsNoPoolAndPrintsNothing(TestDatabase target) throws IOException, InterruptedException {
        List<String> lines = separately(target, "-Xlog:class+load:stdout", target.url());
        assertTrue(lines.stream().anyMatch(line -> line.contains("org.postgresql.jdbc.PgConnection ")));
        assertFalse(lines.stream().anyMatch(line -> line.contains("com.zaxxer")));
        String warned = target.url() + "x?loginTimeout=soon";
        assertEquals(List.of(), separately(target, "-Xlog:disable", warned));
    }

    /** What a JVM of its own prints that opens a reader. */
    private static List<String> separately(TestDatabase target, String flag, String url)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                flag,
                "-cp",
                System.getProperty("java.class.path"),
                ReaderProgram.class.getName(),
                url,
                target.user());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", target.password());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.lines().toList();
    }

    /** Opens and closes a reader; a failure is its exit code. */
    static final class ReaderProgram {
        private ReaderProgram() {}

        public static void main(String[] args) throws SQLException {
            Address address = address(args[0], args[1]);
            Passwords passwords = new Passwords(Optional.empty(), System.getenv(), Optional::empty);
            try (Connection reader = new Database(address, passwords, "emcee/test").reader("overview")) {
                value(reader, "SELECT 1");
            } catch (DatabaseUnavailable e) {
                System.exit(1);
            }
        }
    }

    /** A role with the password of the target's user, for as long as this is open. */
    private record Role(TestDatabase target, String name) implements AutoCloseable {
        Role(TestDatabase target, String prefix, String options) {
            this(target, prefix + target.name());
            target.execute("CREATE ROLE " + quoted() + " " + options + " PASSWORD '" + target.password() + "'");
        }

        private String quoted() {
            return '"' + name.replace("\"", "\"\"") + '"';
        }

        @Override
        public void close() {
            target.execute("DROP ROLE " + quoted());
        }
    }

    /** A role that the server lets in by password only, for as long as this is open. */
    private record GuardedRole(TestDatabase target, List<String> rules) implements AutoCloseable {
        GuardedRole(TestDatabase target) throws InterruptedException {
            this(target, target.rows("""
                SELECT line FROM regexp_split_to_table(pg_read_file(current_setting('hba_file')), E'\n') AS line
                WHERE line ~ '^[a-z]'\
                """));
            target.execute(
                    "SET password_encryption = 'scram-sha-256'; CREATE ROLE " + name() + " LOGIN PASSWORD 'r1ght'");
            write("host all " + name() + " all scram-sha-256\n" + String.join("\n", rules));
            awaitRefusal();
        }

        String name() {
            return "guarded_of_" + target.name();
        }

        private void write(String text) {
            String path = target.value("SHOW hba_file");
            target.execute(
                    "COPY (SELECT unnest(string_to_array($text$" + text + "$text$, E'\n'))) TO '" + path
                            + "' (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')",
                    "SELECT pg_reload_conf()");
        }

        /** The server reads its rules a moment after it was told to. */
        private void awaitRefusal() throws InterruptedException {
            for (int i = 0; i < 500; i++) {
                try {
                    DriverManager.getConnection(target.url(), name(), "wrong").close();
                    Thread.sleep(10);
                } catch (SQLException e) {
                    return;
                }
            }
            throw new AssertionError("the server still admits anybody");
        }

        @Override
        public void close() {
            write(String.join("\n", rules));
            target.execute("DROP ROLE " + name());
        }
    }

    private static void assertRefused(Database database, Reason reason, String end) {
        DatabaseUnavailable refusal = assertThrows(DatabaseUnavailable.class, () -> database.reader("overview"));
        assertEquals(reason, refusal.reason(), refusal.getMessage());
        assertTrue(refusal.getMessage().endsWith(end), refusal.getMessage());
    }

    private static Database database(TestDatabase target) {
        return new Database(address(target.url(), target.user()), passwords(target), "emcee/test");
    }

    private static Passwords passwords(TestDatabase target) {
        return Passwords.of(new Password(target.password()));
    }

    private static Address address(String url, String user) {
        return Address.of(url, Optional.of(user), Map.of());
    }

    private static SQLException failure(Connection connection, String sql) {
        return assertThrows(SQLException.class, () -> value(connection, sql));
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }
}
