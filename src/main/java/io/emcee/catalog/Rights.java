package io.emcee.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the asking role may do.
 *
 * @param role its name
 * @param creates whether it may create in the schema of the target's tables; true also when there is no such schema
 * @param keepsState whether it may write emcee's own schema, or create it where there is none
 * @param foreign those of the tables asked about whose owner it is not, nor a member of it
 * @param unwritable those of the tables asked about whose rows it may not read and update
 * @param seesSessions whether it may see what the sessions of other roles do
 */
public record Rights(
        String role,
        boolean creates,
        boolean keepsState,
        List<QualifiedName> foreign,
        List<QualifiedName> unwritable,
        boolean seesSessions) {
    private static final String ROLE = """
        SELECT current_user,
               coalesce((SELECT has_schema_privilege(oid, 'CREATE')
                         FROM pg_catalog.pg_namespace WHERE nspname = ?), TRUE),
               coalesce((SELECT has_schema_privilege(n.oid, 'USAGE')
                                AND coalesce((SELECT bool_and(has_table_privilege(c.oid, 'INSERT'))
                                              FROM pg_catalog.pg_class c
                                              WHERE c.relnamespace = n.oid AND c.relkind = 'r'),
                                             has_schema_privilege(n.oid, 'CREATE'))
                         FROM pg_catalog.pg_namespace n WHERE n.nspname = 'emcee'),
                        has_database_privilege(current_database(), 'CREATE')),
               pg_has_role('pg_read_all_stats', 'USAGE')
        """;

    private static final String TABLES = """
        SELECT n.nspname, c.relname, pg_has_role(c.relowner, 'USAGE'),
               has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'UPDATE')
        FROM unnest(?::text[], ?::text[]) AS w (schema, name)
        JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.name
        ORDER BY 1, 2
        """;

    public Rights {
        foreign = List.copyOf(foreign);
        unwritable = List.copyOf(unwritable);
    }

    /**
     * Asks the server; takes no lock.
     *
     * @param schema of the target's tables
     * @param changed tables to be altered; one that is not there is passed over
     * @param written tables whose rows are to be read and updated
     */
    public static Rights read(
            Connection connection, String schema, Collection<QualifiedName> changed, Collection<QualifiedName> written)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ROLE)) {
            select.setString(1, schema);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Rights(
                        row.getString(1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        without(connection, changed, 3),
                        without(connection, written, 4),
                        row.getBoolean(4));
            }
        }
    }

    private static List<QualifiedName> without(Connection connection, Collection<QualifiedName> tables, int right)
            throws SQLException {
        List<QualifiedName> lacking = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TABLES)) {
            Names.bind(select, 1, tables);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getBoolean(right)) {
                        lacking.add(new QualifiedName(rows.getString(1), rows.getString(2)));
                    }
                }
            }
        }
        return lacking;
    }
}
