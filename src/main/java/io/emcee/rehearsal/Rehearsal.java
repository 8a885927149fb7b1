package io.emcee.rehearsal;

import io.emcee.database.Database;
import io.emcee.database.DatabaseUnavailable;
import io.emcee.engine.Engine;
import io.emcee.engine.Failures;
import io.emcee.engine.Plan;
import io.emcee.engine.Step;
import io.emcee.engine.StopSignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Rehearses plans of one database. The database itself is only read: its structure, by a pg_dump that holds ACCESS SHARE
 * on its tables meanwhile. Thread-safe; each rehearsal has a copy of its own.
 */
public final class Rehearsal {
    private final Engine engine;
    private final Database database;
    private final Settings settings;

    /** @param engine of that database */
    public Rehearsal(Engine engine, Database database, Settings settings) {
        this.engine = engine;
        this.database = database;
        this.settings = settings;
    }

    /**
     * Runs a plan on a copy, up to the first step that fails there. Failing steps are in the report and not thrown.
     *
     * @param plan of this database, as it is now
     * @param say told a line before what takes time, on this thread
     * @throws RehearsalFailed when there is no copy to be had, or it cannot be removed
     * @throws RehearsalStopped when {@code stop} was requested; the copy is gone
     * @throws io.emcee.server.ServerException when an embedded server is needed and does not start
     * @throws DatabaseUnavailable when the database cannot be reached
     */
    public RehearsalReport run(Plan plan, Consumer<String> say, StopSignal stop) {
        try {
            return rehearse(plan, say, stop);
        } catch (SQLException failed) {
            throw stop.wanted() ? new RehearsalStopped(failed) : RehearsalFailed.of(name(), failed);
        } catch (RehearsalFailed failed) {
            throw failed;
        } catch (RuntimeException failed) {
            throw stop.wanted() ? new RehearsalStopped(failed) : failed;
        }
    }

    private RehearsalReport rehearse(Plan plan, Consumer<String> say, StopSignal stop) throws SQLException {
        long begin = System.nanoTime();
        Target target = Target.read(database, engine.schema());
        List<String> notes = new ArrayList<>();
        try (Scratch scratch = scratch(target, notes, say)) {
            stop.check();
            say.accept("Copying the structure of \"" + name() + "\"");
            Copier copier = new Copier(engine, database, target, scratch, stop);
            Optional<String> dump = copier.copy(Programs.look(settings), notes);
            unchanged(plan);
            List<RehearsedStep> steps = steps(plan, target, scratch, say, stop);
            return new RehearsalReport(
                    plan,
                    new RehearsalReport.Copy(scratch.embedded(), scratch.version(), scratch.name(), dump, notes),
                    steps,
                    Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** Whoever upgraded it meanwhile did what the plan would do to the copy again. */
    private void unchanged(Plan plan) {
        if (!engine.inspect().progress().version().equals(plan.from())) {
            throw new RehearsalFailed(
                    "Somebody upgraded \"" + name() + "\" since the plan was made; rehearse it again.");
        }
    }

    private String name() {
        return database.address().database();
    }

    private Scratch scratch(Target target, List<String> notes, Consumer<String> say) throws SQLException {
        Optional<String> why = settings.embedded()
                ? Optional.of("as asked for")
                : target.withoutRoom().or(this::reach);
        if (why.isEmpty()) {
            try {
                return ServerScratch.create(database, target);
            } catch (SQLException | DatabaseUnavailable refused) {
                why = Optional.of("the target's server refuses another database: " + Failures.words(refused));
            }
        }
        say.accept("Starting an embedded PostgreSQL");
        Scratch scratch = EmbeddedScratch.start(target.roles());
        notes.add(embedded(target, scratch, why.orElseThrow()));
        return scratch;
    }

    private Optional<String> reach() {
        return Reach.beyond(engine.set())
                .map(script -> "the revision \"" + script.id() + "\" reaches beyond the database it runs in");
    }

    private static String embedded(Target target, Scratch scratch, String why) {
        String same = scratch.version().startsWith(target.major() + ".")
                ? "."
                : "; the database is on " + target.server().version() + ", which may lock differently.";
        return "It ran on an embedded PostgreSQL " + scratch.version() + " (" + why + ")" + same;
    }

    private static List<RehearsedStep> steps(
            Plan plan, Target target, Scratch scratch, Consumer<String> say, StopSignal stop) throws SQLException {
        List<RehearsedStep> done = new ArrayList<>();
        try (Connection worker = scratch.connect("rehearsal");
                Observer observer = new Observer(scratch.connect("rehearsal watch"))) {
            StepRehearsal rehearsal = new StepRehearsal(plan, target, scratch, worker, observer);
            for (Step step : plan.steps()) {
                // [3/9] migrate ocata_migrate01
                say.accept("[" + (done.size() + 1) + "/" + plan.steps().size() + "] "
                        + step.phase().word() + " " + step.title());
                done.add(rehearsal.run(step, stop));
                if (done.get(done.size() - 1).failed().isPresent()) {
                    return done;
                }
            }
            return done;
        }
    }
}
