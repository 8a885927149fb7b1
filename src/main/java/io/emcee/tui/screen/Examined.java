package io.emcee.tui.screen;

import io.emcee.engine.Check;
import io.emcee.engine.Operation;
import io.emcee.engine.Overrules;
import io.emcee.engine.Preflight;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What was found around the database before a release, and what of it the operator overrules.
 *
 * @param found empty until there is an answer
 * @param trouble why there was none the last time; empty when there was one
 * @param asked when the question was asked that is not answered yet; empty when all are
 * @param at when it was last answered
 * @param overrules for the whole release
 */
record Examined(
        String release,
        Optional<Preflight> found,
        Optional<String> trouble,
        Optional<Instant> asked,
        Instant at,
        Overrules overrules) {
    static final String LOOKING = "The preflight is not done yet.";

    /** After this the surroundings are looked at again. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private static Examined nothing(String release) {
        return new Examined(
                release, Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH, Overrules.NONE);
    }

    /** Of this release, if it is what was looked at. */
    static Optional<Examined> of(String release, ConsoleState state) {
        return state.examined().filter(examined -> examined.release().equals(release));
    }

    /** Looks when nobody has looked yet, or when that is too long ago. */
    static Step<ConsoleState> due(String release, ConsoleState state, World world) {
        Instant now = world.clock().instant();
        boolean known = of(release, state)
                .filter(examined -> examined.asked().isPresent()
                        || Duration.between(examined.at(), now).compareTo(FRESH) < 0)
                .isPresent();
        return known ? Step.of(state) : look(release, state, world);
    }

    /** Looks now; what is known of the release stays until there is an answer. */
    static Step<ConsoleState> look(String release, ConsoleState state, World world) {
        Instant now = world.clock().instant();
        Examined before = of(release, state).orElseGet(() -> nothing(release));
        Examined asking = new Examined(
                release, before.found(), before.trouble(), Optional.of(now), before.at(), before.overrules());
        return Step.of(state.with(asking), ask(release, now, world));
    }

    private static Effect<ConsoleState> ask(String release, Instant at, World world) {
        return send -> {
            try {
                Preflight preflight = world.engine().preflight(Operation.UPGRADE, Optional.of(release));
                send.accept(model -> Step.of(answered(release, at, Optional.of(preflight), Optional.empty(), model)));
            } catch (RuntimeException failure) {
                String trouble = Inquiry.sentence(failure);
                send.accept(model -> Step.of(answered(release, at, Optional.empty(), Optional.of(trouble), model)));
            }
        };
    }

    /** An answer to a question that was overtaken by another says nothing any more. */
    private static ConsoleState answered(
            String release, Instant at, Optional<Preflight> found, Optional<String> trouble, ConsoleState state) {
        return of(release, state)
                .filter(examined -> examined.asked().filter(at::equals).isPresent())
                .map(examined -> state.with(
                                new Examined(release, found, trouble, Optional.empty(), at, examined.overrules()))
                        .silentIf(LOOKING))
                .orElse(state);
    }

    /** The same as if it had been answered long ago. */
    Examined stale() {
        return new Examined(release, found, trouble, asked, Instant.EPOCH, overrules);
    }

    Examined overruled(Check check, String reason) {
        return new Examined(release, found, trouble, asked, at, overrules.with(check.subject(), reason));
    }

    /** The first check that keeps the release from being begun; empty when none does. */
    Optional<Check> stopping() {
        return found.flatMap(preflight -> preflight.stopping(overrules).stream().findFirst());
    }

    /** Why the release cannot be begun; empty when it can. */
    Optional<String> obstacle() {
        if (trouble.isPresent()) {
            return trouble;
        }
        return found.isEmpty() ? Optional.of(LOOKING) : stopping().map(Examined::sentence);
    }

    private static String sentence(Check check) {
        return "Red: " + check.words()
                + (check.subject().overrulable() ? ". o overrules it with a reason." : ". It cannot be overruled.");
    }
}
