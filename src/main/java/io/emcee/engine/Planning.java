package io.emcee.engine;

import io.emcee.catalog.SchemaShape;
import io.emcee.engine.DatabaseState.Adoptable;
import io.emcee.engine.DatabaseState.Controlled;
import io.emcee.lint.Lint;
import io.emcee.lint.Report;
import io.emcee.revision.RevisionId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;

/** Makes plans of what a database is at. Only reads. */
record Planning(Engine engine) {
    /** As {@link Engine#plan}. */
    Plan plan(Connection connection, Operation operation, Optional<String> version) throws SQLException {
        Inspector inspector = engine.inspector(connection);
        DatabaseState state = inspector.stateOfRows();
        if (!(operation == Operation.SYNC && state instanceof Adoptable)) {
            state.refuseForeign();
        }
        Plan plan = planner(state).plan(operation, version);
        if (operation == Operation.CONTRACT) {
            Planner.checkData(
                    state.progress(),
                    plan.steps().stream().map(Step::id).toList(),
                    inspector.pending(state.progress(), Engine.COUNT_LIMIT + 1));
        }
        return plan.isEmpty()
                ? plan
                : plan.linted(lint(connection, state.progress().applied()));
    }

    /** All that is left of an operation, whether or not it may begin. */
    Plan left(Connection connection, Operation operation, Optional<String> version) throws SQLException {
        DatabaseState state = engine.inspector(connection).state();
        state.refuseForeign();
        Plan all = planner(state).plan(Operation.UPGRADE, version);
        return all.linted(lint(connection, state.progress().applied())).only(operation);
    }

    /** What the linter says of the revisions that are not applied. */
    Report lint(Connection connection, Collection<RevisionId> applied) throws SQLException {
        return Lint.of(engine.set(), applied, SchemaShape.read(connection, engine.schema(connection)));
    }

    private Planner planner(DatabaseState state) {
        return new Planner(
                engine.set(),
                state.progress(),
                (script, part) -> state instanceof Controlled controlled
                        && controlled.records().has(script, part));
    }
}
