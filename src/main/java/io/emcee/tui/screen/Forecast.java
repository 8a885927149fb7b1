package io.emcee.tui.screen;

import io.emcee.lint.Report;
import io.emcee.revision.CompositeVersion;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the walk's steps before they are run.
 *
 * @param version of the database when the linter was asked; empty before that
 * @param lint what it says of the revisions that are not applied
 * @param rehearsing the last rehearsal, whether it runs or has ended
 */
record Forecast(Optional<CompositeVersion> version, Report lint, Optional<Rehearsing> rehearsing) {
    static final Forecast NONE = new Forecast(Optional.empty(), new Report(List.of()), Optional.empty());

    /** Asks the linter, once for each version that the database comes to. */
    static Step<ConsoleState> due(ConsoleState state, World world) {
        Optional<CompositeVersion> now = state.facts().map(Facts::version);
        Forecast known = state.forecast();
        boolean shown =
                state.facts().filter(facts -> facts.folder().isPresent()).isPresent();
        if (shown || known.version().equals(now)) {
            return Step.of(state);
        }
        Effect<ConsoleState> ask = send -> {
            Report report = world.engine().lint(List.of());
            send.accept(model -> Step.of(model.with(model.forecast().with(report))));
        };
        return Step.of(state.with(new Forecast(now, known.lint(), known.rehearsing())), quiet(ask));
    }

    /** A database that does not answer says so elsewhere. */
    private static Effect<ConsoleState> quiet(Effect<ConsoleState> ask) {
        return send -> {
            try {
                ask.run(send);
            } catch (RuntimeException failure) {
                send.accept(model -> Step.of(model.with(model.forecast().unasked())));
            }
        };
    }

    private Forecast unasked() {
        return new Forecast(Optional.empty(), lint, rehearsing);
    }

    private Forecast with(Report report) {
        return new Forecast(version, report, rehearsing);
    }

    Forecast with(Rehearsing newest) {
        return new Forecast(version, lint, Optional.of(newest));
    }

    /** That a rehearsal is running, as a reason against something else; empty when none is. */
    Optional<String> runs() {
        return rehearsing.filter(Rehearsing::runs).map(any -> "A rehearsal is running; x stops it.");
    }

    /** Asks the rehearsal that runs, if one does, to stop. */
    void stop() {
        rehearsing.filter(Rehearsing::runs).ifPresent(any -> any.stop().request());
    }

    /** What a rehearsal does now. */
    Optional<Span> standing() {
        return rehearsing
                .filter(Rehearsing::runs)
                .map(running -> Span.of("Rehearsal: " + running.line() + "; x stops it.", Role.RUNNING));
    }
}
