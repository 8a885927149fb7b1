package io.emcee.engine;

import io.emcee.engine.Check.State;
import io.emcee.revision.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The gate before each phase of a run: what is around the database is looked at afresh, and what is red keeps the phase
 * from beginning unless the operator overrules it.
 */
final class PhaseGate {
    /**
     * A plan may go from one phase to the other and back at every step: what was just seen before the
     * same phase is not looked at again.
     */
    private static final long FRESH = Duration.ofSeconds(2).toNanos();

    private final Examination examination;
    private final BackupGate backup;
    private final DrainGate drain;
    private final Plan plan;
    private final Overrules overrules;
    private final List<Event.Consent> consents;
    private final List<Event> seen = new ArrayList<>();
    private Optional<Preflight> found = Optional.empty();
    private Optional<Operation> current = Optional.empty();
    private final Map<Operation, Long> looked = new EnumMap<>(Operation.class);
    private boolean drained;

    PhaseGate(Examination examination, Doors doors, Plan plan, Answers answers) {
        this.examination = examination;
        this.backup = doors.backup();
        this.drain = doors.drain();
        this.plan = plan;
        this.overrules = answers.overrules();
        this.consents = answers.consents();
    }

    /** The gates that an operator answers. */
    record Doors(BackupGate backup, DrainGate drain) {}

    /**
     * Before anything is run: looks at what the whole plan needs.
     *
     * @param events told only when the gate is closed; else by {@link #tell}, when the run has begun
     * @throws GateRefused when something is red, there is no backup before an expand, or old clients are
     *     not known to be gone before a contract
     */
    void first(Consumer<Event> events) throws SQLException {
        Preflight preflight = examination.of(plan);
        if (!preflight.stopping(overrules).isEmpty()) {
            events.accept(new Event.PreflightDone(preflight));
        }
        preflight.refuse(overrules);
        answered(events);
        current = plan.steps().stream().findFirst().map(step -> operation(step.phase()));
        current.ifPresent(phase -> looked.put(phase, System.nanoTime()));
        found = Optional.of(preflight);
    }

    /** A plan is refused before it has begun where that is known already. */
    private void answered(Consumer<Event> events) throws SQLException {
        try {
            backup.before(plan, seen::add);
            if (plan.steps().get(0).phase() == Phase.CONTRACT) {
                drain.before(plan.only(Operation.CONTRACT), seen::add);
                drained = true;
            }
        } catch (GateRefused refused) {
            seen.forEach(events);
            throw refused;
        }
    }

    /** Tells what was said and found before the run began. */
    void tell(Consumer<Event> events) {
        consents.forEach(events);
        found.ifPresent(preflight -> tell(preflight, events));
        seen.forEach(events);
    }

    /** Before a step: where it begins another phase, looks at what that phase needs. */
    void before(Step step, Consumer<Event> events) throws SQLException {
        Operation phase = operation(step.phase());
        boolean begins = current.filter(phase::equals).isEmpty();
        current = Optional.of(phase);
        if (begins && !fresh(phase)) {
            Preflight preflight = examination.later(plan.only(phase));
            tell(preflight, events);
            preflight.refuse(overrules);
            looked.put(phase, System.nanoTime());
        }
        if (begins && phase == Operation.CONTRACT && !drained) {
            drain.before(plan.only(phase), events);
            drained = true;
        }
    }

    /** As of {@link DrainGate#disarm}. */
    void disarm(Connection connection, Step step) throws SQLException {
        drain.disarm(connection, step);
    }

    private boolean fresh(Operation phase) {
        Long last = looked.get(phase);
        return last != null && System.nanoTime() - last < FRESH;
    }

    /** Tells what was found, and what of it the operator overrules. */
    private void tell(Preflight preflight, Consumer<Event> events) {
        events.accept(new Event.PreflightDone(preflight));
        preflight
                .in(State.RED)
                .forEach(check -> overrules
                        .reason(check.subject())
                        .ifPresent(reason -> events.accept(new Event.Overruled(check, reason))));
    }

    private static Operation operation(Phase phase) {
        return switch (phase) {
            case BASE, EXPAND -> Operation.EXPAND;
            case MIGRATE -> Operation.MIGRATE;
            case CONTRACT -> Operation.CONTRACT;
        };
    }
}
