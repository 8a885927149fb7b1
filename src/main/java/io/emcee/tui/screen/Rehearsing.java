package io.emcee.tui.screen;

import io.emcee.engine.Operation;
import io.emcee.engine.Plan;
import io.emcee.engine.StopSignal;
import io.emcee.rehearsal.Agreement;
import io.emcee.rehearsal.RehearsalReport;
import io.emcee.rehearsal.RehearsalStopped;
import io.emcee.revision.Progress;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Message;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import java.util.Optional;

/**
 * A rehearsal of what is left up to a release.
 *
 * @param line what it does now, or did last
 * @param report empty for as long as it runs, and when there was none
 */
record Rehearsing(String release, StopSignal stop, String line, boolean runs, Optional<RehearsalReport> report) {
    /** Why a release cannot be rehearsed now; empty when it can. */
    static Optional<String> obstacle(String release, ConsoleState state) {
        if (state.running().isPresent()) {
            return Optional.of("A step is running; x stops it.");
        }
        if (state.forecast().runs().isPresent()) {
            return state.forecast().runs();
        }
        return state.facts().isEmpty()
                ? Optional.of("The database has not answered yet.")
                : state.facts()
                        .get()
                        .obstacle()
                        .or(() -> nothingLeft(release, state.facts().get().progress()));
    }

    private static Optional<String> nothingLeft(String release, Progress progress) {
        return progress.graph().release(release).stream().allMatch(progress::done)
                ? Optional.of("There is nothing to rehearse.")
                : Optional.empty();
    }

    /** Rehearses beside the screen. */
    static Step<ConsoleState> begin(String release, ConsoleState state, World world) {
        Rehearsing begun = new Rehearsing(release, new StopSignal(), "planning " + release, true, Optional.empty());
        Effect<ConsoleState> effect = send -> {
            try {
                Plan plan = world.engine().plan(Operation.UPGRADE, Optional.of(release));
                RehearsalReport report =
                        world.rehearsal().run(plan, line -> send.accept(begun.says(line)), begun.stop());
                send.accept(begun.ended(Optional.of(report), sentence(release, report), role(report)));
            } catch (RehearsalStopped stopped) {
                send.accept(begun.ended(Optional.empty(), Inquiry.sentence(stopped), Role.WARNING));
            } catch (RuntimeException failure) {
                send.accept(begun.ended(Optional.empty(), Inquiry.sentence(failure), Role.ERROR));
            }
        };
        return Step.of(state.with(state.forecast().with(begun)), effect);
    }

    private Message<ConsoleState> says(String now) {
        return model ->
                Step.of(model.with(model.forecast().with(new Rehearsing(release, stop, now, true, Optional.empty()))));
    }

    private Message<ConsoleState> ended(Optional<RehearsalReport> came, String sentence, Role role) {
        Rehearsing last = new Rehearsing(release, stop, "", false, came);
        return model -> Step.of(model.silentIf(UpgradeScreen.STOPPING)
                .with(model.forecast().with(last))
                .say(sentence, role));
    }

    private static Role role(RehearsalReport report) {
        return report.failed().isPresent()
                ? Role.ERROR
                : report.count(Agreement.DIFFERENT) > 0 ? Role.WARNING : Role.DONE;
    }

    /** {@code Rehearsed ocata: 17 statements, 16 as lint says, 1 different.} */
    private static String sentence(String release, RehearsalReport report) {
        return report.failed()
                .map(step -> "The rehearsal of " + release + " failed at \""
                        + step.step().title() + "\": " + step.failed().orElseThrow())
                .orElseGet(() -> "Rehearsed " + release + ": " + Figures.plural(report.statements(), "statement") + ", "
                        + report.count(Agreement.SAME) + " as lint says, " + report.count(Agreement.DIFFERENT)
                        + " different.");
    }
}
