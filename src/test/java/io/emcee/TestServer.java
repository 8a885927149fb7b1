package io.emcee;

import io.emcee.server.EmbeddedServer;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The server behind {@link Postgres}: fast, forgetful, and with nothing that happens by itself. */
record TestServer(String address, String user, String password, Connection administration, Closeable process)
        implements AutoCloseable {
    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "autovacuum", "off",
            "max_connections", "200",
            "max_prepared_transactions", "4",
            "max_wal_size", "4GB");

    private static Optional<Boolean> engine = Optional.empty();

    /** Why no server can be had, empty when one can. */
    static Optional<String> unavailable() {
        return docker() ? noEngine() : Optional.empty();
    }

    /** Why no container can be had, empty when one can. */
    static synchronized Optional<String> noEngine() {
        if (engine.isEmpty()) {
            engine = Optional.of(engineAnswers());
        }
        return engine.get() ? Optional.empty() : Optional.of("No container engine answers within 15 s");
    }

    /** The image of a container's server. */
    static String image() {
        return System.getProperty("postgres.image", "postgres:17-alpine");
    }

    static TestServer start() {
        return docker() ? container() : embedded();
    }

    private static boolean docker() {
        String kind = System.getProperty("postgres", "embedded");
        if (!List.of("embedded", "docker").contains(kind)) {
            throw new IllegalArgumentException("-Dpostgres=" + kind + " is neither embedded nor docker");
        }
        return kind.equals("docker");
    }

    /** Testcontainers may look for an engine for minutes. */
    private static boolean engineAnswers() {
        boolean answers = CompletableFuture.supplyAsync(
                        () -> DockerClientFactory.instance().isDockerAvailable())
                .completeOnTimeout(false, 15, TimeUnit.SECONDS)
                .exceptionally(error -> false)
                .join();
        if (!answers && docker()) {
            System.out.println("No container engine answers within 15 s: the tests with a PostgreSQL are skipped.");
        }
        return answers;
    }

    static TestServer embedded() {
        EmbeddedServer server = EmbeddedServer.temporary(MemoryFolder.parent());
        return of("127.0.0.1:" + server.port(), server.user(), server.password(), server::close);
    }

    static TestServer container() {
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(image()).asCompatibleSubstituteFor("postgres"));
        // Not the usual "test", which would have to be hidden wherever a database is named.
        container.withPassword(UUID.randomUUID().toString());
        container.setCommand(Stream.concat(
                        Stream.of("postgres"),
                        SETTINGS.entrySet().stream().flatMap(e -> Stream.of("-c", e.getKey() + "=" + e.getValue())))
                .toArray(String[]::new));
        container.start();
        String address = container.getHost() + ":" + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
        return of(address, container.getUsername(), container.getPassword(), container::close);
    }

    private static TestServer of(String address, String user, String password, Closeable process) {
        try {
            Connection administration =
                    DriverManager.getConnection("jdbc:postgresql://" + address + "/postgres", user, password);
            return new TestServer(address, user, password, administration, process);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String url(String database) {
        return "jdbc:postgresql://" + address + "/" + database;
    }

    @Override
    public void close() throws IOException, SQLException {
        administration.close();
        process.close();
    }
}
