package io.emcee.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * An autovacuum that keeps a table's transaction ids from running out. Other autovacuums give way to whoever waits for
 * their lock; this one does not (manual, section 24.1.6).
 */
public record WraparoundVacuum(QualifiedName table, int pid) {
    /** Of a worker that the role may not see, the age of the table tells what it is there for. */
    private static final String QUERY = """
        SELECT DISTINCT n.nspname, c.relname, k.pid
        FROM unnest(?::text[], ?::text[]) AS w (schema, name)
        JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
        JOIN pg_catalog.pg_locks k ON k.relation = c.oid AND k.locktype = 'relation' AND k.granted
             AND k.mode = 'ShareUpdateExclusiveLock'
             AND k.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        JOIN pg_catalog.pg_stat_activity a ON a.pid = k.pid
        WHERE a.query LIKE 'autovacuum: VACUUM%(to prevent wraparound)'
           OR a.usename IS NULL AND a.backend_type IS NULL
              AND age(c.relfrozenxid) > current_setting('autovacuum_freeze_max_age')::int
        ORDER BY 1, 2
        """;

    /** Those at work on some tables. */
    public static List<WraparoundVacuum> on(Connection connection, Collection<QualifiedName> tables)
            throws SQLException {
        List<WraparoundVacuum> vacuums = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(QUERY)) {
            Names.bind(select, 1, tables);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    vacuums.add(new WraparoundVacuum(
                            new QualifiedName(rows.getString(1), rows.getString(2)), rows.getInt(3)));
                }
            }
        }
        return List.copyOf(vacuums);
    }
}
