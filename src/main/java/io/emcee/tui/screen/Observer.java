package io.emcee.tui.screen;

import io.emcee.catalog.Activities;
import io.emcee.catalog.Activity;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks again and again what the sessions do, on one read-only session that is kept for as long as somebody looks. Its
 * questions come one after the other, from whatever thread.
 */
final class Observer {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    /** A screen that is drawn anew every second waits for nothing longer. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private Optional<Connection> connection = Optional.empty();

    /** Asks once; the screen asks for the next time. */
    Effect<ConsoleState> ask(World world) {
        return send -> {
            try {
                List<Activity> now = Activities.of(open(world));
                send.accept(state -> SessionsScreen.here(state).arrived(now, state, world));
            } catch (SQLException | RuntimeException failure) {
                close();
                String sentence = "The sessions could not be asked: " + Inquiry.sentence(failure);
                send.accept(state -> SessionsScreen.here(state).failed(sentence, state, world));
            }
        };
    }

    private synchronized Connection open(World world) {
        Connection open = connection.orElseGet(() -> world.database().reader("sessions", LIMIT));
        connection = Optional.of(open);
        return open;
    }

    /** What comes after an answer: the next question in a while, or the end if nobody looks any more. */
    Step<ConsoleState> next(ConsoleState state, boolean failed, World world) {
        return Step.of(state, Effect.later(failed ? PAUSE_AFTER_FAILURE : PAUSE, ask(world)));
    }

    /** Gives the session back. */
    Effect<ConsoleState> end() {
        return send -> close();
    }

    private synchronized void close() {
        connection.ifPresent(Observer::close);
        connection = Optional.empty();
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            // It is closed then.
        }
    }
}
