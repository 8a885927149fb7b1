package io.emcee.tui.screen;

import io.emcee.engine.Survey;
import io.emcee.revision.RevisionId;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Message;
import java.util.Map;

/** Asks the database what the screens show, off the thread that draws. */
final class Inquiry {
    /** Said while an answer is awaited that the operator asked for. */
    static final String ASKING = "Asking the database…";

    private final World world;

    Inquiry(World world) {
        this.world = world;
    }

    /** The version only: cheap enough to be asked every few seconds. */
    Effect<ConsoleState> version() {
        return send -> send.accept(learn(false));
    }

    /** The version, and every open data migration how many rows are pending. */
    Effect<ConsoleState> rows() {
        return send -> send.accept(learn(true));
    }

    private Message<ConsoleState> learn(boolean rows) {
        Survey survey = world.engine().survey(rows);
        return model -> {
            Map<RevisionId, Long> pending =
                    survey.pending().or(() -> model.facts().map(Facts::pending)).orElse(Map.of());
            ConsoleState next =
                    model.with(new Facts(survey, pending, world.clock().instant()));
            return next.screen().refreshed(rows ? next.silentIf(ASKING) : next, world);
        };
    }

    /** What a failure says to the operator: its own sentence, else that it is a fault of the program. */
    static String sentence(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? "Internal error: " + cause : message.strip();
    }
}
