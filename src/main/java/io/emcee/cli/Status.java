package io.emcee.cli;

import io.emcee.catalog.EstimatedCounts;
import io.emcee.catalog.ExactCount;
import io.emcee.catalog.LockHolder;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Server;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.SoftDeletedCount;
import io.emcee.catalog.Table;
import io.emcee.catalog.Tables;
import io.emcee.engine.DatabaseState;
import io.emcee.revision.RevisionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a database is at this moment.
 *
 * @param pending rows by data migration, counted up to a limit
 * @param counts the soft-deleted rows of the tables of which something is known
 * @param tables those with soft-delete columns
 */
record Status(
        Session session,
        Server server,
        DatabaseState state,
        Map<RevisionId, Long> pending,
        Optional<LockHolder> busy,
        List<Table> tables,
        Map<QualifiedName, SoftDeletedCount> counts) {

    /**
     * Asks the database.
     *
     * @param exact whether to count soft-deleted rows; otherwise they are estimated
     */
    static Status read(Session session, boolean exact) {
        DatabaseState state = session.engine().inspectRows();
        String schema = session.engine().schema();
        try (Connection connection = session.database().reader("status", Duration.ZERO)) {
            List<Table> tables = tables(session, connection, schema);
            return new Status(
                    session,
                    Server.read(connection),
                    state,
                    session.engine().pending(state.progress()),
                    session.engine().busy(),
                    tables,
                    exact ? count(session, connection, tables) : EstimatedCounts.of(connection, tables));
        } catch (SQLException failed) {
            throw session.database().unavailable(failed);
        }
    }

    private static List<Table> tables(Session session, Connection connection, String schema) throws SQLException {
        var columns = session.engine().set().softDelete();
        return Tables.of(connection, schema, new SoftDelete.Names(columns.flag(), columns.at())).stream()
                .filter(table -> table.softDelete().isPresent() && table.partition() != Table.Partition.MEMBER)
                .toList();
    }

    /** Tables whose count takes longer than the configuration allows are left out. */
    private static Map<QualifiedName, SoftDeletedCount> count(
            Session session, Connection connection, List<Table> tables) throws SQLException {
        Duration limit = session.configuration().preferences().countTimeout();
        Map<QualifiedName, SoftDeletedCount> counts = new LinkedHashMap<>();
        for (Table table : tables) {
            new ExactCount(table, limit).run(connection).ifPresent(count -> counts.put(table.name(), count));
        }
        return counts;
    }

    /** What an upgrade to the newest version does first; empty when there is nothing left. */
    Optional<RevisionId> next() {
        return state.progress().remaining(session.engine().set().graph().ids()).stream()
                .findFirst();
    }

    /** Why the order gate keeps a contract from running; empty when it does not. */
    Optional<String> order() {
        return next().map(id -> session.engine().set().graph().revision(id))
                .filter(revision -> !state.progress().applied().contains(revision.id()))
                .flatMap(revision -> switch (revision.phase()) {
                    case BASE, EXPAND -> Optional.of("expand \"" + revision.id() + "\" comes first");
                    case MIGRATE -> Optional.of("migrate \"" + revision.id() + "\" comes first");
                    case CONTRACT -> Optional.empty();
                });
    }
}
