package io.emcee.rehearsal;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.Server;
import io.emcee.database.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be known of a database before it is copied.
 *
 * @param schema of the service's tables
 * @param searchPath as the statements of revisions have it
 * @param creation the options of {@code CREATE DATABASE} that make another one of the same encoding and collation
 * @param mayCreate whether the role may make databases
 * @param crowded whether to lock all of its tables at once, as pg_dump does, takes more than half of the server's table
 *     of locks; when that is full, clients fail as well
 * @param roles of the server, which statements may name
 */
record Target(
        Server server,
        String schema,
        String searchPath,
        String creation,
        boolean mayCreate,
        boolean crowded,
        List<String> roles) {
    /** The columns of a locale have other names before version 15 and before 17. */
    private static final String QUERY = """
            SELECT current_setting('search_path'),
                   format('ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_encoding_to_char(d.encoding), d.datcollate, d.datctype)
                   || CASE to_jsonb(d) ->> 'datlocprovider'
                          WHEN 'c' THEN ' LOCALE_PROVIDER libc'
                          WHEN 'i' THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L',
                                  coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'))
                          WHEN 'b' THEN format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L', to_jsonb(d) ->> 'datlocale')
                          ELSE ''
                      END,
                   (SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user),
                   (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p', 'f') AND oid >= 16384) * 2
                       > current_setting('max_locks_per_transaction')::bigint
                           * (current_setting('max_connections')::bigint
                               + current_setting('max_prepared_transactions')::bigint)
            FROM pg_database AS d WHERE d.datname = current_database()
            """;

    /** Only reads. */
    static Target read(Database database, String schema) throws SQLException {
        try (Connection connection = database.reader("rehearsal", Duration.ZERO);
                Statement select = connection.createStatement()) {
            Server server = Server.read(connection);
            List<String> roles = roles(select);
            try (ResultSet row = select.executeQuery(QUERY)) {
                row.next();
                String rest = row.getString(1);
                String path = Identifier.quote(schema) + (rest.isBlank() ? "" : ", " + rest);
                return new Target(server, schema, path, row.getString(2), row.getBoolean(3), row.getBoolean(4), roles);
            }
        }
    }

    private static List<String> roles(Statement select) throws SQLException {
        List<String> roles = new ArrayList<>();
        try (ResultSet rows = select.executeQuery("SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_'")) {
            while (rows.next()) {
                roles.add(rows.getString(1));
            }
        }
        return List.copyOf(roles);
    }

    /** {@code 17} of 17.11. */
    int major() {
        return server.versionNumber() / 10_000;
    }

    /** Why no database can be made on its server; empty when one can. */
    Optional<String> withoutRoom() {
        if (server.inRecovery()) {
            return Optional.of("the target's server is a standby");
        }
        return mayCreate
                ? Optional.empty()
                : Optional.of("role " + Identifier.display(server.role())
                        + " may not create a database on the target's server");
    }
}
