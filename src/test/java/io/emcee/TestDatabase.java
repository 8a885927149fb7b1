package io.emcee;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * A database of its own for one test, given by {@link Postgres}. The user is the server's superuser. Every call opens
 * and closes a session of its own, so none is left behind and threads may share this object.
 */
public final class TestDatabase {
    private final TestServer server;
    private final String name;

    TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** A clone of the template {@code name}, which {@code build} fills the first time it is asked for in this JVM. */
    public static TestDatabase from(String name, Consumer<TestDatabase> build) {
        return Postgres.create(Optional.of(Postgres.template(name, build)));
    }

    /** A second, empty database on the same server. */
    public TestDatabase another() {
        return Postgres.create(Optional.empty());
    }

    /** The JDBC URL with the database's name, without user or password. */
    public String url() {
        return server.url(name);
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** A lower-case name that needs no quotes. */
    public String name() {
        return name;
    }

    /** A new session in autocommit, which the caller closes. */
    public Connection connection() throws SQLException {
        return DriverManager.getConnection(url(), user(), password());
    }

    /** Runs each text, of one statement or several, in one session. */
    public void execute(String... sql) {
        asked(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String text : sql) {
                    statement.execute(text);
                }
            }
            return null;
        });
    }

    /** The first column of the first row as text; {@code ""} when there is no row or it is NULL. */
    public String value(String sql) {
        return query(sql, 1).stream().findFirst().orElse("");
    }

    /** Every row, its columns as text joined by {@code |}; NULL is the empty text. */
    public List<String> rows(String sql) {
        return query(sql, Integer.MAX_VALUE);
    }

    private List<String> query(String sql, int columns) {
        return asked(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    rows.add(row(result, columns));
                }
                return rows;
            }
        });
    }

    private static String row(ResultSet result, int columns) throws SQLException {
        StringJoiner row = new StringJoiner("|");
        for (int i = 1; i <= Math.min(columns, result.getMetaData().getColumnCount()); i++) {
            row.add(Objects.requireNonNullElse(result.getString(i), ""));
        }
        return row.toString();
    }

    void create(Optional<TestDatabase> template) {
        administer("CREATE DATABASE " + name + " TEMPLATE "
                + template.map(TestDatabase::name).orElse("template0"));
    }

    void drop() {
        administer("DROP DATABASE " + name + " WITH (FORCE)");
    }

    private void administer(String sql) {
        try (Statement statement = server.administration().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private <T> T asked(Question<T> question) {
        try (Connection connection = connection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
