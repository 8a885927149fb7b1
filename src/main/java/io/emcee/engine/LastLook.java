package io.emcee.engine;

import io.emcee.backfill.Backfill;
import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What must hold before steps are begun, also that the rows open the gate before a contract, and before each of them is
 * committed. Knows what the run has applied.
 */
final class LastLook {
    private final Connection worker;
    private final Progress start;
    private final PhaseGate gate;
    private final RunContext context;
    private final boolean adopted;
    private final Set<RevisionId> applied;

    LastLook(Connection worker, Progress start, PhaseGate gate, RunContext context) throws SQLException {
        this.worker = worker;
        this.start = start;
        this.gate = gate;
        this.context = context;
        this.adopted = StateSchema.keepsAlembic(worker);
        this.applied = new HashSet<>(start.applied());
    }

    /**
     * Looks before steps of one phase are begun.
     *
     * @throws Stopped when the run should stop
     * @throws DatabaseFailed when it is no longer alone
     * @throws GateRefused when rows are pending that one of them, a contract, waits for, or something around the
     *     database is in the way of a phase that they begin
     */
    void before(List<Step> steps) throws SQLException {
        context.stop().rest();
        context.stop().check();
        if (steps.get(0).kind() != Step.Kind.TRANSACTION) {
            // Of a transaction the last moment is early enough.
            context.lock().check();
        }
        if (steps.get(0).phase() == Phase.CONTRACT) {
            checkRows(steps.stream().map(Step::id).toList());
        }
        gate.before(steps.get(0), context.events()::tell);
    }

    private void checkRows(List<RevisionId> contracts) throws SQLException {
        Progress now = new Progress(start.graph(), applied, Set.of());
        if (!GateState.awaited(now, contracts).isEmpty()) {
            Inspector inspector =
                    new Inspector(worker, context.place().set(), context.place().schema());
            Planner.checkData(now, contracts, inspector.pending(now, Engine.COUNT_LIMIT + 1));
        }
    }

    /** The first look at a step, in its own transaction: what would keep it from dropping a column goes first. */
    void afterBegin(Connection connection, Step step) throws SQLException {
        gate.disarm(connection, step);
    }

    /** The last look at a step, in its own transaction. */
    void beforeCommit(Connection connection, Step step) throws SQLException {
        if (step.kind() == Step.Kind.ROWS
                && Backfill.pending(connection, RowSteps.work(step, context.place()), 1) > 0) {
            throw new StepCallback.RowsCameIn();
        }
        if (adopted && step.completes() && step.phase() != Phase.MIGRATE) {
            moveAlembic(connection, step);
        }
        context.lock().check();
    }

    /** In the transaction that records the step, so that the other tool sees the version before or the one after. */
    private void moveAlembic(Connection connection, Step step) throws SQLException {
        Set<RevisionId> before = start.graph().closure(applied);
        before.addAll(start.graph().closure(List.of(step.id())));
        before.remove(step.id());
        List<String> from = AlembicVersion.rows(start.graph(), before);
        before.add(step.id());
        new AlembicVersion(context.place().schema()).move(connection, from, AlembicVersion.rows(start.graph(), before));
    }

    /** These steps are done. */
    void applied(List<Step> steps) {
        steps.stream().filter(Step::completes).map(Step::id).forEach(applied::add);
    }
}
