package io.emcee.tui.screen;

import io.emcee.run.Wanted;
import io.emcee.tui.loop.Step;

/**
 * What becomes of what is at work when the operator goes: a run goes on by itself, but for one on a database that goes
 * with the console; a purge of this console stops first.
 */
record Departure(World world) {
    /** Whether a run of this console would end with it. */
    boolean endsRun(ConsoleState state) {
        return !world.runner().outlives()
                && state.running().filter(Running::ours).isPresent();
    }

    /** Quits, or asks first when this console has something at work. */
    Step<ConsoleState> quit(ConsoleState state) {
        boolean ours = state.running().filter(Running::ours).isPresent()
                || state.purging().isPresent()
                || state.command().filter(TypedCommand::runs).isPresent();
        boolean asked = state.overlay().filter(LeaveQuestion.class::isInstance).isPresent();
        return ours && !asked
                ? Step.of(state.open(new LeaveQuestion()))
                : leave(state.closed().silent());
    }

    /** Quits; later, when what ends with the console has stopped that would be half done, or a run is just beginning. */
    Step<ConsoleState> leave(ConsoleState state) {
        state.forecast().stop();
        state.purging().ifPresent(purge -> purge.stop().request());
        boolean begins = state.running().filter(run -> run.row().isEmpty()).isPresent();
        boolean changes = state.command()
                .filter(typed -> typed.runs() && typed.command().leave())
                .isPresent();
        if (endsRun(state)) {
            Step<ConsoleState> asked = new Followed(world).want(Wanted.STOP, state);
            return Step.of(asked.model().leave()).with(asked.effects());
        }
        return begins || changes || state.purging().isPresent() ? Step.of(state.leave()) : Step.quit(state);
    }
}
