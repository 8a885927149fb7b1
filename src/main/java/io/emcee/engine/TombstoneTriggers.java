package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.QualifiedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The triggers by which tables refuse the keys of rows that were purged. One fires after the row is written, when no
 * other trigger can give it another key any more, and before every other that fires then.
 */
public final class TombstoneTriggers {
    private TombstoneTriggers() {}

    /**
     * Sets the trigger of a table in the caller's transaction, unless it stands. It calls a function that runs with the
     * rights of whoever owns it, since a service's role has none on emcee's schema.
     *
     * @param function in schema {@code emcee}
     * @param columns of the key
     */
    public static void set(Connection connection, QualifiedName table, String function, List<String> columns)
            throws SQLException {
        List<String> quoted = columns.stream().map(Identifier::quote).toList();
        try (Statement create = connection.createStatement()) {
            create.execute("CREATE OR REPLACE TRIGGER \"" + PurgeState.TRIGGER + "\" AFTER INSERT OR UPDATE OF "
                    + String.join(", ", quoted) + " ON " + table.quoted() + " FOR EACH ROW EXECUTE FUNCTION emcee."
                    + Identifier.quote(function) + "()");
        }
    }

    /** The tables that have the trigger. */
    public static List<QualifiedName> tables(Connection connection) throws SQLException {
        List<QualifiedName> tables = new ArrayList<>();
        try (var select = connection.prepareStatement("""
                SELECT n.nspname, c.relname
                FROM pg_catalog.pg_trigger t
                JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE t.tgname = ? AND t.tgparentid = 0 AND NOT t.tgisinternal
                ORDER BY 1, 2
                """)) {
            select.setString(1, PurgeState.TRIGGER);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tables.add(new QualifiedName(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return tables;
    }

    /** To drop them with the schema would wait for their tables without a limit. */
    static void removeAll(Access access, GlobalLock lock, LockLadder ladder) throws SQLException {
        try (Connection worker = access.writer("release")) {
            List<QualifiedName> tables = tables(worker);
            ShortAttempts.Patience patience = new ShortAttempts.Patience(ladder, note -> {}, new StopSignal());
            try (ShortAttempts attempts = new ShortAttempts(worker, LockWatch.start(access), patience, lock::check)) {
                for (QualifiedName table : tables) {
                    attempts.make("tombstones", table, () -> {
                        try (Statement drop = worker.createStatement()) {
                            drop.execute("DROP TRIGGER \"" + PurgeState.TRIGGER + "\" ON " + table.quoted());
                        }
                    });
                }
            }
        }
    }
}
