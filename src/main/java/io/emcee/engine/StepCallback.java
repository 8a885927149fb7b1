package io.emcee.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;

/**
 * What emcee adds to each transaction of Flyway: the session's settings, the revision's own verification, a last look,
 * and events. Whatever it throws rolls the step back.
 */
final class StepCallback implements Callback {
    private final Map<String, Step> steps = new HashMap<>();
    private final RunContext run;
    private final Attempts attempts;
    private final Look last;
    private Optional<Step> current = Optional.empty();
    private long statementStart;
    private long stepStart;

    /** @param last taken in the transaction of each step, before it is committed */
    StepCallback(List<Step> steps, RunContext run, Attempts attempts, Look last) {
        steps.forEach(step -> this.steps.put(
                HistoryRow.scriptName(
                        step.script().version(step.part()), step.id().text()),
                step));
        this.run = run;
        this.attempts = attempts;
        this.last = last;
    }

    /** The step that runs, or the last one that did; empty before the first. */
    Optional<Step> current() {
        return current;
    }

    /** Tells of the last step, once Flyway has committed it. */
    void committed() {
        current.filter(StepCallback::whole).ifPresent(step -> run.events().done(step, 0, took()));
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - stepStart);
    }

    /** Whether all of a step happens here; of a data migration it is only the row in the history. */
    private static boolean whole(Step step) {
        return step.kind() == Step.Kind.TRANSACTION;
    }

    @Override
    public boolean supports(org.flywaydb.core.api.callback.Event event, Context context) {
        return switch (event) {
            case BEFORE_EACH_MIGRATE, AFTER_EACH_MIGRATE, BEFORE_EACH_MIGRATE_STATEMENT, AFTER_EACH_MIGRATE_STATEMENT ->
                true;
            default -> false;
        };
    }

    @Override
    public boolean canHandleInTransaction(org.flywaydb.core.api.callback.Event event, Context context) {
        return true;
    }

    @Override
    public void handle(org.flywaydb.core.api.callback.Event event, Context context) {
        try {
            switch (event) {
                case BEFORE_EACH_MIGRATE -> before(context);
                case AFTER_EACH_MIGRATE -> after(context.getConnection());
                case BEFORE_EACH_MIGRATE_STATEMENT -> statementStart = System.nanoTime();
                default ->
                    run.events()
                            .statement(
                                    context.getStatement().getSql(),
                                    Duration.ofNanos(System.nanoTime() - statementStart));
            }
        } catch (SQLException failed) {
            throw new FlywayException(Failures.words(failed), failed);
        }
    }

    @Override
    public String getCallbackName() {
        return "emcee";
    }

    private void before(Context context) throws SQLException {
        current.filter(StepCallback::whole).ifPresent(step -> run.events().passed(step, took()));
        current = Optional.empty();
        run.stop().check();
        Step step = Objects.requireNonNull(steps.get(context.getMigrationInfo().getScript()));
        stepStart = System.nanoTime();
        if (whole(step)) {
            run.events().started(step);
        }
        current = Optional.of(step);
        attempts.begin(context.getConnection(), step);
    }

    private void after(Connection connection) throws SQLException {
        Step step = current.orElseThrow();
        if (step.completes() && step.script().verify().isPresent()) {
            verify(connection, step.script().verify().get());
        }
        last.take(connection, step);
    }

    private static void verify(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next() || !row.getBoolean(1)) {
                throw new SQLException("its verification does not answer true: " + query.strip());
            }
        }
    }

    /** Prepares the session for an attempt at a step, in the step's own transaction. */
    interface Attempts {
        void begin(Connection connection, Step step) throws SQLException;
    }

    /** What must still hold, as the step's own transaction sees it; throws when it does not. */
    interface Look {
        void take(Connection connection, Step step) throws SQLException;
    }

    /** Clients wrote rows of the old shape behind the last pass: it must be walked once more. */
    static final class RowsCameIn extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
