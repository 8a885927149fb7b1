package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How many sessions the asking role may still open, its own one not counted: by the server, the database and the role,
 * whichever gives the least.
 *
 * @param free at least 0
 * @param limit the setting that gives the least: {@code max_connections = 200}
 */
public record Connections(int free, String limit) {
    private static final int NONE = -1;

    /** The counts are asked of statistics that nobody is kept from. */
    private static final String QUERY = """
        SELECT current_setting('max_connections')::int AS most,
               CASE WHEN r.rolsuper THEN 0 ELSE current_setting('superuser_reserved_connections')::int
                    + coalesce(current_setting('reserved_connections', TRUE), '0')::int END AS reserved,
               (SELECT sum(numbackends) FROM pg_catalog.pg_stat_database) AS used,
               CASE WHEN r.rolsuper THEN -1 ELSE d.datconnlimit END AS database_most,
               pg_catalog.pg_stat_get_db_numbackends(d.oid) AS database_used,
               CASE WHEN r.rolsuper THEN -1 ELSE r.rolconnlimit END AS role_most,
               (SELECT count(*) FROM pg_catalog.pg_stat_activity a WHERE a.usesysid = r.oid) AS role_used
        FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
        WHERE d.datname = current_database() AND r.rolname = session_user
        """;

    /** Counts now. */
    public static Connections read(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(QUERY)) {
            row.next();
            int most = row.getInt("most");
            return of(most - row.getInt("reserved"), row.getInt("used"), "max_connections = " + most)
                    .least(of(row.getInt("database_most"), row.getInt("database_used"), "the database's limit of "))
                    .least(of(row.getInt("role_most"), row.getInt("role_used"), "the role's limit of "));
        }
    }

    private static Connections of(int most, int used, String limit) {
        return most == NONE
                ? new Connections(Integer.MAX_VALUE, limit)
                : new Connections(Math.max(0, most - used + 1), limit.endsWith(" ") ? limit + most : limit);
    }

    private Connections least(Connections other) {
        return other.free < free ? other : this;
    }
}
