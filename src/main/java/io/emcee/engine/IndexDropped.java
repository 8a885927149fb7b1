package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.script.IndexAction;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** An index is gone. A drop that did not end leaves it invalid, and is repeated. */
record IndexDropped(Connection connection, String schema, IndexAction index, Statement dropping) implements Effect {
    @Override
    public boolean there() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?) IS NULL")) {
            select.setString(1, Identifier.quote(index.schema().orElse(schema)) + "." + Identifier.quote(index.name()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    @Override
    public Optional<String> heal() {
        return Optional.empty();
    }

    @Override
    public String statement() {
        return dropping.sql();
    }

    @Override
    public void check() {
        // The server has said that it succeeded.
    }
}
