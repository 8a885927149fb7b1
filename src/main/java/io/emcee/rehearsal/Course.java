package io.emcee.rehearsal;

import io.emcee.backfill.Backfill;
import io.emcee.backfill.NoKey;
import io.emcee.backfill.Work;
import io.emcee.engine.Failures;
import io.emcee.engine.Step;
import io.emcee.engine.StopSignal;
import io.emcee.lint.Lock;
import io.emcee.lint.Name;
import io.emcee.lint.StatementReport;
import io.emcee.script.Script;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One step on its way: its statements are run and measured until one fails. */
final class Course {
    /** What a batch over the whole table is given as its range. */
    private static final String ALL = "(TRUE)";

    private static final int SHOWN = 80;

    private final Step step;
    private final List<StatementReport> linted;
    private final Means means;
    private final Connection connection;
    private final List<RehearsedStatement> done = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private Optional<String> failure = Optional.empty();

    /** With what a step is run and measured. */
    record Means(Worker worker, Meter meter, Alone alone, StopSignal stop) {}

    /** @param linted what the linter says of each statement */
    Course(Step step, List<StatementReport> linted, Means means) {
        this.step = step;
        this.linted = linted;
        this.means = means;
        this.connection = means.worker().connection();
    }

    void run(String schema) throws SQLException {
        switch (step.kind()) {
            case TRANSACTION -> transaction(step.part().statements());
            case STATEMENT -> alone(step.part().statements().get(0));
            case ROWS -> rows(step.rows(schema).orElseThrow());
        }
    }

    RehearsedStep result() {
        return new RehearsedStep(step, done, failure, remarks);
    }

    private void transaction(List<Statement> statements) throws SQLException {
        connection.setAutoCommit(false);
        try {
            if (measured(statements)) {
                verify();
            }
            end();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Whether all of them succeeded. */
    private boolean measured(List<Statement> statements) throws SQLException {
        Held held = Held.read(connection);
        for (Statement statement : statements) {
            long begin = System.nanoTime();
            try {
                List<String> said = means.worker().execute(statement.sql());
                Duration took = since(begin);
                Held after = Held.read(connection);
                add(statement, means.meter().measure(statement, report(), held, after, said), took);
                held = after;
            } catch (SQLException failed) {
                failed(statement, failed, since(begin));
                return false;
            }
        }
        return true;
    }

    /** Constraints that are deferred speak at the end only. */
    private void end() throws SQLException {
        if (result().failed().isPresent()) {
            connection.rollback();
            return;
        }
        try {
            connection.commit();
        } catch (SQLException refused) {
            failure = Optional.of(Failures.words(refused));
        }
    }

    /** A validation is alone only so that its scan keeps no locks of others: in a transaction it is measured exactly. */
    private void alone(Statement statement) throws SQLException {
        if (statement.has("VALIDATE", "CONSTRAINT")) {
            transaction(List.of(statement));
            return;
        }
        long begin = System.nanoTime();
        try {
            Alone.Watched watched = means.alone().run(statement.sql(), tables());
            Duration took = since(begin);
            add(statement, means.meter().measure(statement, report(), watched), took);
        } catch (SQLException failed) {
            failed(statement, failed, since(begin));
        }
    }

    private List<Name> tables() {
        return report().map(StatementReport::locks).orElse(List.of()).stream()
                .map(Lock::table)
                .toList();
    }

    private void rows(Work work) throws SQLException {
        try {
            Backfill.check(connection, work);
        } catch (NoKey | SQLException refused) {
            failure = Optional.of(Failures.words(refused));
            return;
        }
        transaction(List.of(new Statement(work.statement().apply(ALL), List.of(), 0)));
    }

    /** A verification may count rows, of which the copy has none: only a query that fails is a failure. */
    private void verify() {
        Script script = step.script();
        if (!step.completes() || script.verify().isEmpty()) {
            return;
        }
        try (var select = connection.createStatement();
                ResultSet row = select.executeQuery(script.verify().get())) {
            if (!row.next() || !row.getBoolean(1)) {
                remarks.add("Its verification does not answer true, which without rows may mean nothing.");
            }
        } catch (SQLException refused) {
            means.stop().check();
            failure = Optional.of("its verification: " + Failures.words(refused));
        }
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

    private void failed(Statement statement, SQLException failed, Duration took) {
        means.stop().check();
        done.add(new RehearsedStatement(
                shown(statement),
                statement.line(),
                report(),
                Measurement.NONE,
                Agreement.NOT_SEEN,
                took,
                Optional.of(Failures.words(failed))));
    }

    /** The linter's of the statement that is next. */
    private Optional<StatementReport> report() {
        return linted.stream().skip(done.size()).findFirst();
    }

    private String shown(Statement statement) {
        return report().map(StatementReport::sql).orElseGet(() -> {
            String line = statement.sql().strip().replaceAll("\\s+", " ");
            return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 3) + "...";
        });
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
