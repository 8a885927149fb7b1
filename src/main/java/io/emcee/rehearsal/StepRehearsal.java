package io.emcee.rehearsal;

import io.emcee.engine.Plan;
import io.emcee.engine.Step;
import io.emcee.engine.StopSignal;
import io.emcee.lint.RevisionReport;
import io.emcee.lint.StatementReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Runs the steps of a plan on the copy, one after the other. For one thread. */
final class StepRehearsal {
    private final Plan plan;
    private final Target target;
    private final Scratch scratch;
    private final Connection connection;
    private final Observer observer;
    private Optional<Step> before = Optional.empty();
    private Optional<Meter> meter = Optional.empty();

    /** @param connection to the copy, as is the observer's */
    StepRehearsal(Plan plan, Target target, Scratch scratch, Connection connection, Observer observer) {
        this.plan = plan;
        this.target = target;
        this.scratch = scratch;
        this.connection = connection;
        this.observer = observer;
    }

    /**
     * Runs one step, which is kept if it succeeds.
     *
     * @throws SQLException when the connection breaks, not for what a statement does wrong
     * @throws io.emcee.engine.Stopped when that was requested
     */
    RehearsedStep run(Step step, StopSignal stop) throws SQLException {
        Worker worker = new Worker(connection, Sessions.prepare(connection, target.searchPath()));
        Alone alone = new Alone(scratch, target, observer, worker);
        Course course = new Course(step, linted(step), new Course.Means(worker, meter(step), alone, stop));
        try {
            observer.guard(worker.backend(), stop);
            course.run(target.schema());
        } finally {
            stop.idle();
        }
        stop.check();
        return course.result();
    }

    /** One for all parts of a revision: what it makes itself is nobody's yet. */
    private Meter meter(Step step) throws SQLException {
        if (before.filter(last -> last.id().equals(step.id())).isEmpty()) {
            meter = Optional.of(Meter.of(connection, target.schema()));
        }
        before = Optional.of(step);
        return meter.orElseThrow();
    }

    /** What the linter says of the statements of a step, in their order. */
    private List<StatementReport> linted(Step step) {
        return plan.lint().of(step.id()).map(RevisionReport::statements).orElse(List.of()).stream()
                .filter(statement -> statement.part() == step.part().number())
                .toList();
    }
}
