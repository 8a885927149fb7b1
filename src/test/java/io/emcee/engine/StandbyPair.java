package io.emcee.engine;

import io.emcee.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** A server and a standby of the name {@code follower}, which was made from a copy of its data. */
record StandbyPair(EmbeddedServer primary, EmbeddedServer standby) implements AutoCloseable {

    /** Two folders in one: the copy begins where the original was stopped. */
    static StandbyPair start(Path folder) throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        EmbeddedServer.open(first).close();
        copy(first, second);
        EmbeddedServer primary = EmbeddedServer.open(first);
        try {
            Files.createFile(second.resolve("data/standby.signal"));
            Files.writeString(
                    second.resolve("data/postgresql.auto.conf"),
                    "primary_conninfo = 'host=127.0.0.1 port=" + primary.port() + " user=" + primary.user()
                            + " password=" + primary.password() + " application_name=follower'\n",
                    StandardOpenOption.APPEND);
            return new StandbyPair(primary, EmbeddedServer.open(second));
        } catch (IOException | RuntimeException failed) {
            primary.close();
            throw failed;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    Access access() {
        return Engines.access(primary.jdbcUrl("postgres"), primary.user(), primary.password());
    }

    void primary(String sql) throws SQLException {
        execute(primary, sql);
    }

    void standby(String sql) throws SQLException {
        execute(standby, sql);
    }

    private static void execute(EmbeddedServer server, String sql) throws SQLException {
        try (Connection connection = connection(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String value(String query) throws SQLException {
        try (Connection connection = connection(primary);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connection(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
    }

    @Override
    public void close() {
        try (primary) {
            standby.close();
        }
    }
}
