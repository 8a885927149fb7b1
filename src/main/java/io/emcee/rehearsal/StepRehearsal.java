package io.emcee.rehearsal;

import io.emcee.backfill.Backfill;
import io.emcee.backfill.NoKey;
import io.emcee.backfill.Work;
import io.emcee.engine.Failures;
import io.emcee.engine.Plan;
import io.emcee.engine.Step;
import io.emcee.engine.StopSignal;
import io.emcee.lint.Lock;
import io.emcee.lint.RevisionReport;
import io.emcee.lint.StatementReport;
import io.emcee.script.Script;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the steps of a plan on the copy, in their transactions, and measures each statement. For one thread. */
final class StepRehearsal {
    /** What a batch over the whole table is given as its range. */
    private static final String ALL = "(TRUE)";

    private static final int SHOWN = 80;

    private final Plan plan;
    private final Target target;
    private final Connection worker;
    private final Observer observer;
    private final Alone alone;
    private final StopSignal stop;
    private Optional<Step> before = Optional.empty();
    private Meter meter;

    StepRehearsal(Plan plan, Target target, Scratch scratch, Connection worker, Observer observer, StopSignal stop)
            throws SQLException {
        this.plan = plan;
        this.target = target;
        this.worker = worker;
        this.observer = observer;
        this.alone = new Alone(scratch, target, observer);
        this.stop = stop;
        this.meter = meter();
    }

    private Meter meter() throws SQLException {
        return new Meter(worker, Relations.read(worker, target.schema()));
    }

    /**
     * Runs one step, which is kept if it succeeds.
     *
     * @throws SQLException when the connection breaks, not for what a statement does wrong
     * @throws io.emcee.engine.Stopped when that was requested
     */
    RehearsedStep run(Step step) throws SQLException {
        if (before.filter(last -> last.id().equals(step.id())).isEmpty()) {
            meter = meter();
        }
        before = Optional.of(step);
        int backend = Sessions.prepare(worker, target.searchPath());
        observer.guard(backend, stop);
        Course course = new Course(step, backend);
        try {
            switch (step.kind()) {
                case TRANSACTION -> course.transaction(step.part().statements());
                case STATEMENT -> course.statement(step.part().statements().get(0));
                case ROWS -> course.rows(step.rows(target.schema()).orElseThrow());
            }
        } finally {
            stop.idle();
        }
        stop.check();
        return new RehearsedStep(step, course.done, course.failure, course.remarks);
    }

    /** What the linter says of the statements of a step, in their order. */
    private List<StatementReport> linted(Step step) {
        return plan.lint().of(step.id()).map(RevisionReport::statements).orElse(List.of()).stream()
                .filter(statement -> statement.part() == step.part().number())
                .toList();
    }

    /** Runs SQL, and answers what the server said meanwhile. */
    private List<String> execute(String sql) throws SQLException {
        try (var statement = worker.createStatement()) {
            statement.execute(sql);
            List<String> said = new ArrayList<>();
            for (SQLWarning at = statement.getWarnings(); at != null; at = at.getNextWarning()) {
                said.add(String.valueOf(at.getMessage()));
            }
            return said;
        }
    }

    /** One step on its way. */
    private final class Course {
        private final Step step;
        private final int backend;
        private final List<StatementReport> linted;
        private final List<RehearsedStatement> done = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private Optional<String> failure = Optional.empty();
        private Held held = Held.NOTHING;

        Course(Step step, int backend) {
            this.step = step;
            this.backend = backend;
            this.linted = linted(step);
        }

        void transaction(List<Statement> statements) throws SQLException {
            worker.setAutoCommit(false);
            try {
                held = Held.read(worker);
                boolean well = true;
                for (int i = 0; well && i < statements.size(); i++) {
                    Statement statement = statements.get(i);
                    well = measured(statement, statement.sql());
                }
                if (well) {
                    verify();
                }
                commit(well && failure.isEmpty());
            } finally {
                worker.setAutoCommit(true);
            }
        }

        /** Constraints that are deferred speak at the end only. */
        private void commit(boolean well) throws SQLException {
            if (!well) {
                worker.rollback();
                return;
            }
            try {
                worker.commit();
            } catch (SQLException refused) {
                failure = Optional.of(Failures.words(refused));
            }
        }

        /** A validation is alone only so that its scan keeps no locks of others: in a transaction it is measured exactly. */
        void statement(Statement statement) throws SQLException {
            if (statement.has("VALIDATE", "CONSTRAINT")) {
                transaction(List.of(statement));
            } else {
                watched(statement);
            }
        }

        void rows(Work work) throws SQLException {
            try {
                Backfill.check(worker, work);
            } catch (NoKey | SQLException refused) {
                failure = Optional.of(Failures.words(refused));
                return;
            }
            Statement batch = new Statement(work.statement().apply(ALL), List.of(), 0);
            worker.setAutoCommit(false);
            try {
                held = Held.read(worker);
                boolean well = measured(batch, batch.sql());
                if (well && step.completes()) {
                    verify();
                }
                commit(well && failure.isEmpty());
            } finally {
                worker.setAutoCommit(true);
            }
        }

        /** Whether the statement succeeded. */
        private boolean measured(Statement statement, String sql) throws SQLException {
            long begin = System.nanoTime();
            try {
                List<String> said = execute(sql);
                Duration took = since(begin);
                Held after = Held.read(worker);
                add(statement, meter.measure(statement, report(), held, after, said), took);
                held = after;
                return true;
            } catch (SQLException failed) {
                return failed(statement, failed, since(begin));
            }
        }

        private void watched(Statement statement) throws SQLException {
            long begin = System.nanoTime();
            try {
                Alone.Watched watched = alone.run(
                        () -> execute(statement.sql()),
                        backend,
                        report().map(StatementReport::locks).orElse(List.of()).stream()
                                .map(Lock::table)
                                .toList());
                Duration took = since(begin);
                Held after = new Held(Map.of(), Relations.read(worker, target.schema()).files());
                add(statement, meter.measure(statement, report(), watched.sight(), after, watched.said()), took);
            } catch (SQLException failed) {
                failed(statement, failed, since(begin));
            }
        }

        private boolean failed(Statement statement, SQLException failed, Duration took) {
            stop.check();
            done.add(new RehearsedStatement(
                    shown(statement),
                    statement.line(),
                    report(),
                    Measurement.NONE,
                    Agreement.NOT_SEEN,
                    took,
                    Optional.of(Failures.words(failed))));
            return false;
        }

        private void add(Statement statement, Meter.Measured measured, Duration took) {
            done.add(new RehearsedStatement(
                    shown(statement),
                    statement.line(),
                    report(),
                    measured.measurement(),
                    measured.agreement(),
                    took,
                    Optional.empty()));
        }

        /** The linter's of the statement that is next. */
        private Optional<StatementReport> report() {
            return done.size() < linted.size() ? Optional.of(linted.get(done.size())) : Optional.empty();
        }

        private String shown(Statement statement) {
            return report().map(StatementReport::sql).orElseGet(() -> {
                String line = statement.sql().strip().replaceAll("\\s+", " ");
                return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 3) + "...";
            });
        }

        /** A verification may count rows, of which the copy has none: only a query that fails is a failure. */
        private void verify() throws SQLException {
            Script script = step.script();
            if (!step.completes() || script.verify().isEmpty()) {
                return;
            }
            try (var select = worker.createStatement();
                    ResultSet row = select.executeQuery(script.verify().get())) {
                if (!row.next() || !row.getBoolean(1)) {
                    remarks.add("Its verification does not answer true, which without rows may mean nothing.");
                }
            } catch (SQLException refused) {
                stop.check();
                failure = Optional.of("its verification: " + Failures.words(refused));
            }
        }

        private Duration since(long begin) {
            return Duration.ofNanos(System.nanoTime() - begin);
        }
    }
}
