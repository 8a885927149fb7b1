package io.emcee.tui.screen;

import io.emcee.catalog.Blocker;
import io.emcee.catalog.SessionAct;
import io.emcee.catalog.SessionControl;
import io.emcee.engine.Confirmed;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import java.util.List;
import java.util.Optional;

/** What the operator does to a session, after typing its pid. */
record Intervention(SessionAct act, Whom whom) {
    private static final String ASKED = "Asked the server…";

    /** Why it is not possible now; empty when it is. */
    Optional<String> disabled(ConsoleState state) {
        List<Blocker> sessions = whom.of(state);
        if (sessions.isEmpty()) {
            return Optional.of(whom.nobody());
        }
        if (session(state).isPresent()) {
            return Optional.empty();
        }
        Blocker first = sessions.get(0);
        return first.against(act).map(why -> SessionControl.refused(act, first.pid(), why));
    }

    /** The one whose transaction is the oldest, of those to which it can be done. */
    private Optional<Blocker> session(ConsoleState state) {
        return whom.of(state).stream()
                .filter(session -> session.against(act).isEmpty())
                .findFirst();
    }

    Step<ConsoleState> ask(ConsoleState state, World world) {
        Blocker session = session(state).orElseThrow();
        return Step.of(state.open(TypedConfirmation.of(
                "its pid",
                String.valueOf(session.pid()),
                warning(session),
                (typed, closed) -> confirmed(session, typed, closed, world))));
    }

    private String warning(Blocker session) {
        String query = session.query().map(sql -> ": " + Logged.oneLine(sql)).orElse("");
        return switch (act) {
            case CANCEL ->
                "This cancels the statement of " + session + "; its client gets an error, and may go on" + query;
            case TERMINATE -> "This ends the session of " + session + "; its transaction is undone" + query;
        };
    }

    /** The session is the one that was shown, whatever is shown by now. */
    private Step<ConsoleState> confirmed(Blocker session, Confirmed typed, ConsoleState state, World world) {
        Optional<String> over = whom.over(session, state);
        if (over.isPresent()) {
            return Step.of(state.say(over.get(), Role.WARNING));
        }
        Effect<ConsoleState> signal = send -> world.engine()
                .signals()
                .send(act, session, typed, event -> send.accept(model -> Step.of(event.fold(new Happenings(model)))));
        return Step.of(state.say(ASKED, Role.DIM), signal);
    }
}
