package io.emcee.engine;

import io.emcee.journal.Journal;
import io.emcee.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Passes on what happens: all of it to a listener, one event after the other, and milestones to the hooks. That a hook
 * fails is told to the listener and stands in the journal, and is no failure of the run. Thread-safe.
 */
final class Audience implements Consumer<Event> {
    private final Access access;
    private final Actor actor;
    private final Hooks hooks;
    private final Consumer<Event> listener;
    private OptionalLong run = OptionalLong.empty();

    Audience(Access access, Actor actor, Hooks hooks, Consumer<Event> listener) {
        this.access = access;
        this.actor = actor;
        this.hooks = hooks;
        this.listener = listener;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Milestone milestone) {
            begun(milestone.runNumber());
            hooks.tell(milestone, this::failed);
        }
        pass(event);
    }

    private synchronized void begun(OptionalLong number) {
        run = number.isPresent() ? number : run;
    }

    private synchronized OptionalLong run() {
        return run;
    }

    private synchronized void pass(Event event) {
        listener.accept(event);
    }

    /** Every step is done. What the listener throws now is too late. */
    void done(Operation operation) {
        try {
            accept(RunOutcome.done(run(), operation));
        } catch (RuntimeException late) {
            // Nothing of the run can be undone by it.
        }
    }

    /** It ended early, or never began. What the listener throws now is too late. */
    void ended(Operation operation, RuntimeException reason) {
        try {
            if (reason instanceof GateRefused refused) {
                accept(new GateClosed(run(), operation, refused.gate(), false, String.valueOf(refused.getMessage())));
            }
            accept(RunOutcome.early(run(), operation, reason));
        } catch (RuntimeException late) {
            reason.addSuppressed(late);
        }
    }

    /** On a thread of the hooks, which nobody waits for. */
    private void failed(HookFailed event) {
        HookFailed ours = new HookFailed(run(), event.hook(), event.of(), event.sentence());
        record(ours);
        try {
            pass(ours);
        } catch (RuntimeException deaf) {
            // Whoever listened has gone; the journal has it.
        }
    }

    private void record(HookFailed event) {
        try (Connection writer = access.writer("journal")) {
            if (StateSchema.current(writer)) {
                Map<String, Object> facts = event.facts();
                Journal.open(writer, actor.user(), actor.host()).append(event.run(), event.kind(), Json.line(facts));
            }
        } catch (SQLException | RuntimeException unwritten) {
            // A hook that fails is no reason for more; whoever listens is told.
        }
    }
}
