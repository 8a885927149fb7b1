package io.emcee.tui.screen;

import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import io.emcee.catalog.SessionAct;
import io.emcee.catalog.SessionControl;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import java.util.List;
import java.util.Optional;

/** What the operator does to a session that blocks the step, after typing its pid. */
record Intervention(SessionAct act) {
    private static final String ASKED = "Asked the server…";

    /** Why it is not possible now; empty when it is. */
    Optional<String> disabled(ConsoleState state) {
        List<Blocker> blocking = blocking(state);
        if (blocking.isEmpty()) {
            return Optional.of("No session blocks a step.");
        }
        if (session(state).isPresent()) {
            return Optional.empty();
        }
        Blocker first = blocking.get(0);
        return first.against(act).map(why -> SessionControl.refused(act, first.pid(), why));
    }

    /** The one whose transaction is the oldest, of those to which it can be done. */
    private Optional<Blocker> session(ConsoleState state) {
        return blocking(state).stream()
                .filter(session -> session.against(act).isEmpty())
                .findFirst();
    }

    /** Who blocks a step now, or did in its last attempt. */
    static List<Blocker> blocking(ConsoleState state) {
        return state.running()
                .flatMap(Running::lock)
                .flatMap(LockTree::seen)
                .map(Blockers::blocking)
                .orElse(List.of());
    }

    Step<ConsoleState> ask(ConsoleState state, World world) {
        Blocker session = session(state).orElseThrow();
        return Step.of(state.open(TypedConfirmation.of(
                "its pid",
                String.valueOf(session.pid()),
                warning(session),
                closed -> confirmed(session, closed.model(), world))));
    }

    private String warning(Blocker session) {
        String query = session.query().map(sql -> ": " + Logged.oneLine(sql)).orElse("");
        return switch (act) {
            case CANCEL ->
                "This cancels the statement of " + session + "; its client gets an error, and may go on" + query;
            case TERMINATE -> "This ends the session of " + session + "; its transaction is undone" + query;
        };
    }

    /** The session is the one that was shown, whatever blocks the step by now. */
    private Step<ConsoleState> confirmed(Blocker session, ConsoleState state, World world) {
        if (blocking(state).stream().noneMatch(blocker -> blocker.pid() == session.pid())) {
            String sentence = "pid " + session.pid() + " blocks the step no longer; nothing was done.";
            return Step.of(state.say(sentence, Role.WARNING));
        }
        Effect<ConsoleState> signal = send -> world.engine()
                .signals()
                .send(act, session, event -> send.accept(model -> Step.of(event.fold(new Happenings(model)))));
        return Step.of(state.say(ASKED, Role.DIM), signal);
    }
}
