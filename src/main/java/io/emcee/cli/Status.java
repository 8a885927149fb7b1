package io.emcee.cli;

import io.emcee.catalog.EstimatedCounts;
import io.emcee.catalog.ExactCount;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.SoftDeletedCount;
import io.emcee.catalog.Table;
import io.emcee.catalog.Tables;
import io.emcee.engine.GateState;
import io.emcee.engine.Survey;
import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.revision.Stage;
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
 * @param tables those with soft-delete columns
 * @param counts the soft-deleted rows of those tables of which something is known
 */
record Status(Session session, Survey survey, List<Table> tables, Map<QualifiedName, SoftDeletedCount> counts) {

    /**
     * Asks the database.
     *
     * @param exact whether to count soft-deleted rows; otherwise they are estimated
     */
    static Status read(Session session, boolean exact) {
        Survey survey = session.engine().survey(true);
        try (Connection connection = session.database().reader("status", Duration.ZERO)) {
            List<Table> tables = tables(session, connection, survey.schema());
            return new Status(
                    session,
                    survey,
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

    /** The pending rows of each data migration that has some. */
    Map<RevisionId, Long> pending() {
        return survey.pending().orElse(Map.of());
    }

    /** How far the database is, the pending rows included. */
    Progress progress() {
        return new Progress(
                graph(), survey.state().progress().applied(), pending().keySet());
    }

    Stage stage() {
        return progress().stage(graph().ids());
    }

    /** What an upgrade to the newest version does first; empty when there is nothing left. */
    Optional<RevisionId> next() {
        return progress().remaining(graph().ids()).stream().findFirst();
    }

    /** The gates before the next contract; none when every contract is applied. */
    List<GateState> gates() {
        if (session.engine().set().alembic().isPresent()) {
            return List.of();
        }
        return progress().remaining(graph().ids()).stream()
                .filter(id -> graph().revision(id).phase() == Phase.CONTRACT)
                .findFirst()
                .map(contract -> GateState.before(contract, progress(), pending()))
                .orElse(List.of());
    }

    private RevisionGraph graph() {
        return session.engine().set().graph();
    }
}
