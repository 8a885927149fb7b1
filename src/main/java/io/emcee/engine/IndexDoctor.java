package io.emcee.engine;

import io.emcee.catalog.InvalidIndex;
import io.emcee.catalog.QualifiedName;
import io.emcee.script.Statement;
import io.emcee.script.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes invalid indexes out of the way of steps before they run: {@code CREATE INDEX IF NOT EXISTS} would pass over one
 * of its name, and a {@code REINDEX ... CONCURRENTLY} that failed leaves one behind with every attempt.
 * What {@code CREATE INDEX CONCURRENTLY} leaves is for {@link StatementRunner}.
 */
final class IndexDoctor {
    private final Connection connection;
    private final String schema;
    private final RunContext run;
    private final LockWaits waits;

    /** @param connection in autocommit; gets the settings of the run */
    IndexDoctor(Connection connection, RunContext run, LockWaits waits) {
        this.connection = connection;
        this.schema = run.place().schema();
        this.run = run;
        this.waits = waits;
    }

    /** Drops what is invalid and in the way of some steps. */
    void heal(List<Step> steps) {
        try {
            healAll(steps);
        } catch (SQLException failed) {
            throw run.failure(steps.get(0), failed);
        }
    }

    private void healAll(List<Step> steps) throws SQLException {
        if (steps.stream().noneMatch(this::mindsIndexes)) {
            return;
        }
        for (InvalidIndex index : InvalidIndex.read(connection)) {
            Optional<Step> before = steps.stream()
                    .filter(step -> index.builder().isEmpty() && inTheWay(step, index))
                    .findFirst();
            if (before.isPresent()) {
                heal(before.get(), index);
            }
        }
    }

    /** Most steps do not, and the question costs as much as a small step does. */
    private boolean mindsIndexes(Step step) {
        return step.part().statements().stream()
                .anyMatch(statement -> inTheWay(step, statement).isPresent());
    }

    private boolean inTheWay(Step step, InvalidIndex index) {
        return step.part().statements().stream()
                .anyMatch(statement ->
                        inTheWay(step, statement).filter(way -> way.test(index)).isPresent());
    }

    private void heal(Step step, InvalidIndex index) throws SQLException {
        drop(step, index);
        run.events()
                .tell(new Event.Healed(
                        step.id(),
                        "The invalid index \"" + index.name().name()
                                + "\", left by an attempt that did not end, was dropped."));
    }

    /** As everything CONCURRENTLY without a limit: its wait for old transactions counts as one for a lock. */
    private void drop(Step step, InvalidIndex index) throws SQLException {
        waits.begin(connection, step, waits.unlimited());
        try (var sql = connection.createStatement()) {
            sql.execute(index.drop());
        } finally {
            waits.idle();
        }
    }

    private Optional<Predicate<InvalidIndex>> inTheWay(Step step, Statement statement) {
        if (step.kind() == Step.Kind.TRANSACTION) {
            return IndexBuild.of(statement, schema)
                    .map(build -> index ->
                            index.name().equals(build.name()) && index.table().equals(build.table()));
        }
        return statement.begins("REINDEX") && statement.words().contains("CONCURRENTLY")
                ? Optional.of(remains(Token.all(statement.sql())))
                : Optional.empty();
    }

    /** What is left beside the index of the statement, or beside those of its table. */
    private Predicate<InvalidIndex> remains(List<Token> tokens) {
        QualifiedName of = named(tokens);
        return index -> index.remains()
                && (index.table().equals(of)
                        || (index.name().schema().equals(of.schema())
                                && index.name().name().startsWith(of.name() + "_cc")));
    }

    /** The name that the statement ends with. */
    private QualifiedName named(List<Token> tokens) {
        int last = tokens.size() - 1;
        boolean qualified = last > 1 && tokens.get(last - 1).is('.');
        return new QualifiedName(
                qualified ? tokens.get(last - 2).name().orElse(schema) : schema,
                tokens.get(last).name().orElse(""));
    }
}
