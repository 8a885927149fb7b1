package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.script.DetachAction;
import io.emcee.script.ObjectName;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A partition is a table of its own. A detach that did not end has marked it, and nobody reads it through its table any
 * more; it is finished, for it cannot be begun again (ALTER TABLE in PostgreSQL's manual).
 */
record PartitionDetached(Connection connection, String schema, DetachAction action, Statement detaching)
        implements Effect {
    private enum State {
        ATTACHED,
        PENDING,
        DETACHED,
        /** One of the two tables is not there. */
        UNKNOWN
    }

    @Override
    public boolean there() throws SQLException {
        return state() == State.DETACHED;
    }

    @Override
    public Optional<String> heal() {
        return Optional.empty();
    }

    @Override
    public String statement() throws SQLException {
        return state() == State.PENDING
                ? "ALTER TABLE " + name(action.table()) + " DETACH PARTITION " + name(action.partition()) + " FINALIZE"
                : detaching.sql();
    }

    @Override
    public void check() {
        // The server has said that it succeeded.
    }

    private State state() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT p.child IS NOT NULL AND p.parent IS NOT NULL, i.inhdetachpending
                FROM (VALUES (to_regclass(?), to_regclass(?))) AS p (parent, child)
                LEFT JOIN pg_catalog.pg_inherits i ON i.inhparent = p.parent AND i.inhrelid = p.child
                """)) {
            select.setString(1, name(action.table()));
            select.setString(2, name(action.partition()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return State.UNKNOWN;
                }
                boolean pending = row.getBoolean(2);
                return row.wasNull() ? State.DETACHED : pending ? State.PENDING : State.ATTACHED;
            }
        }
    }

    private String name(ObjectName name) {
        return Identifier.quote(name.schema().orElse(schema)) + "." + Identifier.quote(name.name());
    }
}
