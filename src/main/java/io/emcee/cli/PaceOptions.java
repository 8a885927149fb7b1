package io.emcee.cli;

import io.emcee.batch.Limit;
import io.emcee.batch.Signal;
import io.emcee.batch.Tuning;
import io.emcee.config.Throttle;
import io.emcee.config.Throttle.Limits;
import io.emcee.config.ThrottleReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the command line says of how a long work treats the server; it wins over the target's key {@code throttle}, and
 * that over the defaults.
 *
 * @param pace how long a batch should take, as typed
 * @param limits by signal, as typed
 */
record PaceOptions(Optional<String> pace, Map<String, String> limits) {
    static final PaceOptions NONE = new PaceOptions(Optional.empty(), Map.of());

    /** @throws Refusal when something typed is not understood */
    Tuning tuning(Throttle configured) {
        return over(of(configured));
    }

    /** A tuning, changed as the command line says. */
    Tuning over(Tuning before) {
        Tuning tuning = pace.map(text -> before.withTarget(target(text))).orElse(before);
        for (Map.Entry<String, String> given : limits.entrySet()) {
            tuning = with(tuning, given.getKey(), limits(given.getKey(), given.getValue()));
        }
        return tuning;
    }

    private static Tuning of(Throttle configured) {
        Tuning tuning = configured.target().map(Tuning.DEFAULT::withTarget).orElse(Tuning.DEFAULT);
        for (Map.Entry<String, Limits> entry : configured.limits().entrySet()) {
            tuning = with(tuning, entry.getKey(), entry.getValue());
        }
        return tuning.asking(configured.question());
    }

    private static Tuning with(Tuning tuning, String signal, Limits limits) {
        return tuning.with(Signal.of(signal).orElseThrow(), new Limit(number(limits.slow()), number(limits.hold())));
    }

    private static OptionalLong number(Optional<Long> value) {
        return value.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private static Duration target(String text) {
        try {
            return ThrottleReader.target(text);
        } catch (IllegalArgumentException notUnderstood) {
            throw new Refusal(ExitCode.USAGE, "--pace must be " + ThrottleReader.TARGET + ", not \"" + text + "\".");
        }
    }

    private static Limits limits(String signal, String text) {
        try {
            return ThrottleReader.limits(signal, text);
        } catch (IllegalArgumentException notUnderstood) {
            throw new Refusal(ExitCode.USAGE, "--throttle: " + notUnderstood.getMessage() + ".");
        }
    }
}
