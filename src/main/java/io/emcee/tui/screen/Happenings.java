package io.emcee.tui.screen;

import io.emcee.engine.Event;
import io.emcee.tui.paint.Role;
import java.util.Optional;

/** What the events of a run do to the model. */
record Happenings(ConsoleState state) implements Event.Cases<ConsoleState> {
    @Override
    public ConsoleState consent(Event.Consent event) {
        return state;
    }

    @Override
    public ConsoleState runStarted(Event.RunStarted event) {
        return state;
    }

    @Override
    public ConsoleState milestone(Event.Milestone event) {
        return event.note().map(note -> state.say(note, Role.WARNING)).orElse(state);
    }

    @Override
    public ConsoleState asked(Event.Asked event) {
        return state.says(Followed.asking(event.wanted())) ? state : state.say(event.sentence(), Role.WARNING);
    }

    @Override
    public ConsoleState preflightDone(Event.PreflightDone event) {
        return state;
    }

    @Override
    public ConsoleState overruled(Event.Overruled event) {
        return state;
    }

    @Override
    public ConsoleState drainSeen(Event.DrainSeen event) {
        return state;
    }

    @Override
    public ConsoleState gateOverruled(Event.GateOverruled event) {
        return state;
    }

    @Override
    public ConsoleState backupAccepted(Event.BackupAccepted event) {
        return state;
    }

    @Override
    public ConsoleState backupMissed(Event.BackupMissed event) {
        return state;
    }

    @Override
    public ConsoleState stepStarted(Event.StepStarted event) {
        return state.with(state.running().map(run -> run.began(event)));
    }

    @Override
    public ConsoleState statementDone(Event.StatementDone event) {
        return state.with(state.running().map(Running::goesOn)).logged(new Logged(event.sql(), event.took()));
    }

    @Override
    public ConsoleState batchDone(Event.BatchDone event) {
        return state.with(state.running().map(run -> run.rows(event)));
    }

    @Override
    public ConsoleState orderChosen(Event.OrderChosen event) {
        return state.say(event.sentence(), Role.DIM);
    }

    @Override
    public ConsoleState throttled(Event.Throttled event) {
        return state.with(state.running().map(run -> run.throttled(event)));
    }

    @Override
    public ConsoleState healed(Event.Healed event) {
        return state.say(event.sentence(), Role.WARNING);
    }

    @Override
    public ConsoleState lockAwaited(Event.LockAwaited event) {
        return state.with(state.running().map(run -> run.waits(Optional.of(LockTree.of(event)))));
    }

    @Override
    public ConsoleState lockWaiting(Event.LockWaiting event) {
        Optional<LockTree> tree = event.seen().map(any -> LockTree.of(event));
        return state.with(state.running().map(run -> run.waits(tree)));
    }

    @Override
    public ConsoleState progressed(Event.Progressed event) {
        return state.with(state.running().map(run -> run.progress(event.progress())));
    }

    @Override
    public ConsoleState sessionSignalled(Event.SessionSignalled event) {
        return state.silent().say(event.sentence(), event.done() ? Role.DONE : Role.ERROR);
    }

    @Override
    public ConsoleState stepDone(Event.StepDone event) {
        return state.with(state.running().map(Running::goesOn));
    }
}
