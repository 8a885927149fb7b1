package io.emcee.tui.screen;

import io.emcee.engine.Survey;
import io.emcee.revision.RevisionId;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Message;
import io.emcee.tui.loop.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Asks the database what the screens show, off the thread that draws. */
final class Inquiry {
    /** Said while an answer is awaited that the operator asked for. */
    static final String ASKING = "Asking the database…";

    private final World world;

    Inquiry(World world) {
        this.world = world;
    }

    /** Waits for the revision set. One that cannot be read ends the console: there would be nothing to show. */
    Effect<ConsoleState> set() {
        return send -> {
            try {
                world.engine().set();
            } catch (RuntimeException unreadable) {
                send.accept(model -> {
                    throw unreadable;
                });
            }
        };
    }

    /** Asks for the version in a while, and again after each answer, for as long as the console is open. */
    Effect<ConsoleState> watch(Duration pause) {
        return Effect.later(pause, send -> {
            Message<ConsoleState> answer = ask(false);
            send.accept(model -> answer.update(model).with(watch(pause)));
        });
    }

    /** The version, and every open data migration how many rows are pending. */
    Effect<ConsoleState> rows() {
        return send -> send.accept(ask(true));
    }

    private Message<ConsoleState> ask(boolean rows) {
        Instant at = world.clock().instant();
        try {
            Survey survey = world.engine().survey(rows);
            return model -> learn(model, survey, at);
        } catch (RuntimeException failure) {
            return model -> Step.of(model.silentIf(ASKING).troubled(sentence(failure)));
        }
    }

    /** An answer that was overtaken by a later one says nothing any more. */
    Step<ConsoleState> learn(ConsoleState model, Survey survey, Instant at) {
        Optional<Facts> known = model.facts();
        if (known.filter(facts -> facts.at().isAfter(at)).isPresent()) {
            return Step.of(model);
        }
        Map<RevisionId, Long> pending =
                survey.pending().or(() -> known.map(Facts::pending)).orElse(Map.of());
        Facts facts = Facts.of(world.engine().set(), survey, pending, at);
        ConsoleState next = model.with(facts);
        Step<ConsoleState> found =
                new Followed(world).found(survey.pending().isPresent() ? next.silentIf(ASKING) : next, survey.run());
        Step<ConsoleState> step =
                found.model().screen().refreshed(found.model(), world).with(found.effects());
        return survey.pending().isEmpty() && moved(known, facts) ? step.with(rows()) : step;
    }

    /** Somebody has applied something: then the rows are other ones too. */
    private static boolean moved(Optional<Facts> known, Facts now) {
        return known.filter(facts ->
                        facts.progress().applied().equals(now.progress().applied()))
                .isEmpty();
    }

    /** What a failure says to the operator: its own sentence, else that it is a fault of the program. */
    static String sentence(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? "Internal error: " + cause : message.strip();
    }
}
