package io.emcee.tui.screen;

import io.emcee.batch.Tuning;
import io.emcee.engine.Event;
import io.emcee.engine.RunEnded;
import io.emcee.engine.RunReader;
import io.emcee.run.RunRow;
import io.emcee.run.RunState;
import io.emcee.run.Wanted;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Message;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import java.util.Optional;
import java.util.function.Consumer;

/** Follows and steers the run that goes on, by its row in the database: who has started it makes no difference. */
record Followed(World world) {
    /** Shows a run that was found, if nothing else is shown. */
    Step<ConsoleState> found(ConsoleState state, Optional<RunRow> newest) {
        Optional<RunRow> going = newest.filter(row -> row.state().going() && row.id() > state.lastRun());
        if (going.isEmpty() || state.running().isPresent() || state.purging().isPresent()) {
            return Step.of(state);
        }
        Running running = Running.of(going.get(), world.clock().instant());
        Effect<ConsoleState> effect = send -> {
            try {
                follow(going.get().id(), send);
            } catch (RuntimeException failure) {
                send.accept(model -> UpgradeScreen.ended(model, world, Optional.of(failure)));
            }
        };
        return Step.of(state.with(Optional.of(running)), effect).with(running.beat(world.clock()));
    }

    /** Follows a run to its end, on a thread of an effect. */
    void follow(long id, Consumer<Message<ConsoleState>> send) {
        RunRow end = world.engine().runs().follow(id, new Shown(send, world));
        if (!end.state().going()) {
            send.accept(model -> UpgradeScreen.ended(model, world, failure(end)));
        }
    }

    private static Optional<RuntimeException> failure(RunRow end) {
        return end.state() == RunState.DONE
                ? Optional.empty()
                : Optional.of(end.result().map(RunEnded::of).orElseGet(() -> RunEnded.interrupted(end)));
    }

    /** What is said from when the operator has asked a run for something until it has heard that. */
    static String asking(Wanted wanted) {
        return switch (wanted) {
            case RUN -> "Going on…";
            case PAUSE -> "Pausing…";
            case STOP -> UpgradeScreen.STOPPING;
        };
    }

    /** Asks the run for something; what comes of it is told as everything else. */
    Step<ConsoleState> want(Wanted wanted, ConsoleState state) {
        Optional<Running> begun = state.running().filter(run -> run.row().isPresent());
        if (begun.isEmpty()) {
            return Step.of(state);
        }
        RunRow row = begun.get().row().orElseThrow();
        ConsoleState asked = state.with(Optional.of(begun.get().seen(row.wanting(wanted))));
        return Step.of(asked.say(asking(wanted), Role.WARNING), ask(row.id(), wanted));
    }

    /** Changes how the run treats the server, from its next batch on. */
    Step<ConsoleState> tune(Tuning tuning, ConsoleState state) {
        RunRow row = state.running().flatMap(Running::row).orElseThrow();
        ConsoleState tuned = state.with(state.running().map(run -> run.tuned(tuning)));
        return Step.of(
                tuned.say("A batch takes about " + tuning.target().toMillis() + " ms from now on.", Role.DIM), send -> {
                    try {
                        world.engine().runs().tune(row.id(), tuning);
                    } catch (RuntimeException failure) {
                        send.accept(model -> Step.of(
                                model.say("The run could not be changed: " + Inquiry.sentence(failure), Role.ERROR)));
                    }
                });
    }

    private Effect<ConsoleState> ask(long id, Wanted wanted) {
        return send -> {
            try {
                world.engine().runs().want(id, wanted);
            } catch (RuntimeException failure) {
                send.accept(model -> Step.of(model.silentIf(asking(wanted))
                        .say("The run could not be asked: " + Inquiry.sentence(failure), Role.ERROR)));
            }
        };
    }

    /** Turns what is told of a run into messages. */
    private record Shown(Consumer<Message<ConsoleState>> send, World world) implements RunReader.Follower {
        @Override
        public void event(Event event) {
            send.accept(model -> Step.of(UpgradeScreen.happened(model, event)));
        }

        @Override
        public void row(RunRow run) {
            send.accept(model -> seen(model, run));
        }

        /** Who wanted to go when it was just beginning, goes now. */
        private Step<ConsoleState> seen(ConsoleState model, RunRow run) {
            boolean first =
                    model.running().filter(known -> known.row().isEmpty()).isPresent();
            ConsoleState next = heard(model.with(model.running().map(known -> known.seen(run))), run);
            return first && model.leaving() ? new Departure(world).leave(next) : Step.of(next);
        }

        private static ConsoleState heard(ConsoleState model, RunRow run) {
            return switch (run.state()) {
                case RUNNING -> model.silentIf(asking(Wanted.RUN));
                case PAUSED -> model.silentIf(asking(Wanted.PAUSE));
                default -> model;
            };
        }
    }
}
