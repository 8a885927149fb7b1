package io.emcee.rehearsal;

import io.emcee.lint.LockMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The locks of a session's transaction on relations, and the files of those relations as the transaction sees them.
 *
 * @param modes by oid
 * @param files by oid the number of the file; none for what has no file, or is dropped
 */
record Held(Map<Long, Set<LockMode>> modes, Map<Long, Long> files) {
    static final Held NOTHING = new Held(Map.of(), Map.of());

    private static final String QUERY = """
            SELECT l.relation, l.mode, pg_relation_filenode(l.relation)
            FROM pg_locks AS l
            WHERE l.locktype = 'relation' AND l.pid = pg_backend_pid()
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    /** Those of the connection's own transaction. */
    static Held read(Connection connection) throws SQLException {
        Map<Long, Set<LockMode>> modes = new HashMap<>();
        Map<Long, Long> files = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(QUERY);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                modes.computeIfAbsent(row.getLong(1), any -> EnumSet.noneOf(LockMode.class))
                        .add(LockMode.of(row.getString(2)));
                long file = row.getLong(3);
                if (!row.wasNull()) {
                    files.put(row.getLong(1), file);
                }
            }
        }
        return new Held(modes, files);
    }

    /** Those of this that are not in the other. */
    Map<Long, Set<LockMode>> newerThan(Held before) {
        Map<Long, Set<LockMode>> added = new HashMap<>();
        modes.forEach((oid, all) -> {
            Set<LockMode> some = EnumSet.copyOf(all);
            some.removeAll(before.modes.getOrDefault(oid, Set.of()));
            if (!some.isEmpty()) {
                added.put(oid, some);
            }
        });
        return added;
    }
}
