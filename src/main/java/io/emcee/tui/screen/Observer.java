package io.emcee.tui.screen;

import io.emcee.catalog.Activities;
import io.emcee.catalog.Activity;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Asks again and again what the sessions do, for as long as somebody looks. */
final class Observer {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    /** A screen that is drawn anew every second waits for nothing longer. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final KeptSession session = new KeptSession("sessions", LIMIT);

    /** Asks once; the screen asks for the next time. */
    Effect<ConsoleState> ask(World world) {
        return send -> {
            try {
                List<Activity> now = session.ask(world, Activities::of);
                send.accept(state -> SessionsScreen.here(state).arrived(now, state, world));
            } catch (SQLException | RuntimeException failure) {
                String sentence = "The sessions could not be asked: " + Inquiry.sentence(failure);
                send.accept(state -> SessionsScreen.here(state).failed(sentence, state, world));
            }
        };
    }

    /** What comes after an answer: the next question in a while, or the end if nobody looks any more. */
    Step<ConsoleState> next(ConsoleState state, boolean failed, World world) {
        return Step.of(state, Effect.later(failed ? PAUSE_AFTER_FAILURE : PAUSE, ask(world)));
    }

    /** Gives the session back. */
    Effect<ConsoleState> end() {
        return send -> session.close();
    }
}
