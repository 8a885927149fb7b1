package io.emcee.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The drain of the clients of the release before a contract: whether they are gone, and the traps by which that is
 * found out. Thread-safe; each method opens connections of its own.
 */
public final class Drains {
    private final Engine engine;
    private final Access access;
    private final Actor actor;
    private final Engine.Pace pace;

    Drains(Engine engine, Access access, Actor actor, Engine.Pace pace) {
        this.engine = engine;
        this.access = access;
        this.actor = actor;
        this.pace = pace;
    }

    /** What the witnesses say before the contracts of a plan; changes nothing. */
    public Drain look(Plan plan) {
        return look(plan.steps());
    }

    /**
     * What the witnesses say before every contract that is left; changes nothing.
     *
     * @param version up to which one, as of {@link Engine#plan}; empty for all
     */
    public Drain look(Optional<String> version) {
        return look(steps(version));
    }

    /**
     * Tells the hooks that a walk waits until old clients are gone.
     *
     * @param drain that is not open
     * @param events told what follows from it
     */
    public void waits(Drain drain, Consumer<Event> events) {
        engine.audience(events)
                .accept(new GateClosed(OptionalLong.empty(), Operation.CONTRACT, Gate.DRAIN, true, drain.obstacle()));
    }

    private Drain look(List<Step> steps) {
        return engine.read("drain", connection -> {
            List<Dropped> dropped = Dropped.of(steps, engine.schema(connection));
            return new DrainReader(connection, dropped, pace.gates()).read();
        });
    }

    /** What is gone for good after a plan, of what is there now. */
    public List<Lost> lost(Plan plan) {
        return engine.read("losses", connection -> Losses.read(connection, plan, engine.schema(connection)));
    }

    /**
     * Sets the traps on what the contracts drop that are left, each table for itself and behind short locks. The quiet
     * time begins anew, also where the traps stood.
     *
     * @param version as of {@link #look(Optional)}
     * @param notes told in a sentence when a lock is waited for
     * @return what has a trap now
     * @throws LockBusy when somebody else works on the database
     * @throws LockNotGranted when a table did not get its lock in time; the tables before it have their traps
     * @throws GateRefused when a trigger would hide from a trap what clients write
     * @throws Stopped when {@code stop} was requested
     */
    public List<String> start(Optional<String> version, Consumer<String> notes, StopSignal stop) {
        List<Step> steps = steps(version);
        String schema = engine.schema();
        return engine.attempt(() -> {
            try (TrapRun run = begin("drain start", notes, stop)) {
                List<String> set = run.set(Dropped.of(steps, schema), actor, schema);
                run.journal(actor, "drain_started", set);
                return set;
            }
        });
    }

    /**
     * Takes every trap away.
     *
     * @param notes as of {@link #start}
     * @return the tables and columns that had one
     */
    public List<String> stop(Consumer<String> notes, StopSignal stop) {
        return engine.attempt(() -> {
            try (TrapRun run = begin("drain stop", notes, stop)) {
                List<String> removed = run.removeAll();
                run.journal(actor, "drain_stopped", removed);
                return removed;
            }
        });
    }

    private TrapRun begin(String purpose, Consumer<String> notes, StopSignal stop) throws SQLException {
        return TrapRun.begin(access, purpose + " " + actor, new ShortAttempts.Patience(pace.locks(), notes, stop));
    }

    private List<Step> steps(Optional<String> version) {
        return engine.left(Operation.CONTRACT, version).steps();
    }
}
