package io.emcee.backup;

import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SqlState;
import io.emcee.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup must hold.
 *
 * @param major of the server, {@code 17}
 * @param system the identifier of the server's cluster
 * @param bytes of the database
 * @param tables of the service's schema, the largest first
 */
record Extent(int major, String system, long bytes, List<Held> tables) {
    private static final String SERVER = """
            SELECT current_setting('server_version_num')::int / 10000,
                   (SELECT system_identifier FROM pg_catalog.pg_control_system()),
                   (SELECT sum(pg_catalog.pg_table_size(oid)) FROM pg_catalog.pg_class WHERE relkind IN ('r', 'm'))
            """;

    private static final String TABLES = """
            SELECT c.relname, pg_catalog.pg_relation_size(c.oid)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind = 'r' AND c.relpersistence = 'p'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 2 DESC, 1
            """;

    /** Of these it is asked whether they have rows, which their size does not tell. */
    private static final int ASKED = 10;

    /**
     * A table.
     *
     * @param rows whether it has rows; false also where nobody asked, or the role may not
     */
    record Held(QualifiedName name, long bytes, boolean rows) {}

    Extent {
        tables = List.copyOf(tables);
    }

    /** Only reads. */
    static Extent read(Database database, String schema) {
        try (Connection connection = database.reader("backup");
                PreparedStatement server = connection.prepareStatement(SERVER);
                ResultSet row = server.executeQuery()) {
            row.next();
            return new Extent(row.getInt(1), row.getString(2), row.getLong(3), tables(connection, schema));
        } catch (SQLException failed) {
            throw database.unavailable(failed);
        }
    }

    private static List<Held> tables(Connection connection, String schema) throws SQLException {
        List<Held> tables = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TABLES)) {
            select.setString(1, schema);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    QualifiedName name = new QualifiedName(schema, rows.getString(1));
                    boolean asked = tables.size() < ASKED && rows.getLong(2) > 0;
                    tables.add(new Held(name, rows.getLong(2), asked && rows(connection, name)));
                }
            }
        }
        return tables;
    }

    private static boolean rows(Connection connection, QualifiedName table) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT /* emcee */ EXISTS (SELECT FROM " + table.quoted() + ")");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException unreadable) {
            if (SqlState.INSUFFICIENT_PRIVILEGE.in(unreadable)) {
                return false;
            }
            throw unreadable;
        }
    }

    /** The largest that have rows. */
    List<Held> filled() {
        return tables.stream().filter(Held::rows).toList();
    }
}
