package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.script.IndexAction;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An index is there, valid, and defined as the statement says. One that is not valid, left by a build that failed, is
 * dropped; one of the same name with another definition is not ours to judge or to drop.
 */
final class IndexBuilt implements Effect {
    /** What the index is of, how it is made, and whether it may be used: both as PostgreSQL itself writes a definition. */
    private static final String DEFINITION = """
        SELECT indrelid = to_regclass(?), indisvalid AND indisready,
               CASE WHEN indisunique THEN 'UNIQUE' ELSE '' END
               || substr(pg_catalog.pg_get_indexdef(indexrelid),
                         strpos(pg_catalog.pg_get_indexdef(indexrelid), ' USING '))
        FROM pg_catalog.pg_index WHERE indexrelid = to_regclass(?)
        """;

    private static final String COPY = "emcee.\"wanted index\"";

    private final Connection connection;
    private final IndexAction index;
    private final Statement statement;
    private final String table;
    private final String name;

    IndexBuilt(Connection connection, String schema, IndexAction index, Statement statement) {
        this.connection = connection;
        this.index = index;
        this.statement = statement;
        // An index lives in the schema of its table.
        String prefix = Identifier.quote(index.schema().orElse(schema)) + ".";
        this.table = prefix + Identifier.quote(index.table().orElseThrow());
        this.name = prefix + Identifier.quote(index.name());
    }

    private record Found(boolean ofTable, boolean valid, String definition) {}

    @Override
    public boolean there() throws SQLException {
        Optional<Found> found = found(table, name);
        return found.isPresent() && found.get().valid() && wanted(found.get());
    }

    @Override
    public Optional<String> heal() throws SQLException {
        Optional<Found> found = found(table, name);
        if (found.isEmpty() || found.get().valid() || !wanted(found.get())) {
            return Optional.empty();
        }
        try (var sql = connection.createStatement()) {
            sql.execute("DROP INDEX CONCURRENTLY IF EXISTS " + name);
        }
        return Optional.of(
                "The invalid index \"" + index.name() + "\", left by an attempt that did not end, was dropped.");
    }

    @Override
    public String statement() {
        return statement.sql();
    }

    @Override
    public void check() throws SQLException {
        if (!there()) {
            throw new SQLException("the index \"" + index.name() + "\" is not there as the revision wants it");
        }
    }

    private boolean wanted(Found found) throws SQLException {
        return found.ofTable() && found.definition().equals(wanted());
    }

    /** The definition as the server writes it: of the same index on an empty copy of the table, which nobody ever sees. */
    private String wanted() throws SQLException {
        connection.setAutoCommit(false);
        try (var sql = connection.createStatement()) {
            sql.execute("CREATE TABLE " + COPY + " (LIKE " + table + ")");
            sql.execute("CREATE " + (statement.words().contains("UNIQUE") ? "UNIQUE " : "") + "INDEX copy ON " + COPY
                    + " " + index.definition());
            return found(COPY, "emcee.copy").orElseThrow().definition();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private Optional<Found> found(String ofTable, String ofName) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(DEFINITION)) {
            select.setString(1, ofTable);
            select.setString(2, ofName);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Found(row.getBoolean(1), row.getBoolean(2), row.getString(3)))
                        : Optional.empty();
            }
        }
    }
}
