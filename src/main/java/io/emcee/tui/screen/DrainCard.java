package io.emcee.tui.screen;

import io.emcee.engine.Answers;
import io.emcee.engine.Drain;
import io.emcee.engine.Drains;
import io.emcee.engine.Gate;
import io.emcee.engine.Lost;
import io.emcee.engine.Overrules;
import io.emcee.engine.Plan;
import io.emcee.engine.PreflightRules.Mode;
import io.emcee.engine.StopSignal;
import io.emcee.engine.Witness;
import io.emcee.revision.Phase;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Before a contract: whether the clients of the release before are gone, and what will be lost.
 *
 * @param seen empty until the database has answered
 * @param trouble why it did not the last time
 * @param reason why the operator goes on all the same
 */
record DrainCard(WalkStep work, Optional<Seen> seen, Optional<String> trouble, Optional<String> reason)
        implements Card {
    private static final String SETTING = "Setting the traps…";

    /** What there is to know. */
    record Seen(Drain drain, List<Lost> lost) {}

    static DrainCard of(WalkStep work) {
        return new DrainCard(work, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public String release() {
        return work.release();
    }

    @Override
    public String label() {
        return open() ? "run it" : trapped() ? "look again" : "set traps";
    }

    private boolean open() {
        return reason.isPresent() || seen.map(Seen::drain).filter(Drain::open).isPresent();
    }

    /** Whether there is something to see what old clients write. */
    private boolean trapped() {
        return seen.map(Seen::drain).filter(drain -> drain.since().isEmpty()).isEmpty();
    }

    /** Whether the walk asks for it before a step. */
    static boolean due(WalkStep work, World world) {
        return work.phases(world.engine().set()).equals(List.of(Phase.CONTRACT))
                && !work.placeholders(world.engine().set())
                && world.engine().gates().drain(true) == Mode.REQUIRE;
    }

    @Override
    public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
        if (open()) {
            Overrules overrules =
                    reason.map(why -> Overrules.NONE.with(Gate.DRAIN, why)).orElse(Overrules.NONE);
            return StepCard.confirmed(
                    work,
                    state,
                    world,
                    (consents, closed) ->
                            screen.run(work, new Answers(overrules, Optional.empty(), true, consents), closed, world));
        }
        return trapped() ? look(state, world) : Step.of(state.say(SETTING, Role.DIM), set(world));
    }

    @Override
    public Step<ConsoleState> due(ConsoleState state, World world) {
        return look(state, world);
    }

    @Override
    public Step<ConsoleState> look(ConsoleState state, World world) {
        return Step.of(state, send -> {
            DrainCard now = asked(world);
            if (seen.isEmpty() && !now.open()) {
                now.seen.ifPresent(found -> world.engine()
                        .drains()
                        .waits(
                                found.drain(),
                                event -> send.accept(model -> Step.of(event.fold(new Happenings(model))))));
            }
            send.accept(model -> Step.of(shown(model, now)));
        });
    }

    private Effect<ConsoleState> set(World world) {
        return send -> {
            DrainCard now;
            try {
                world.engine()
                        .drains()
                        .start(Optional.of(work.version(world.engine().set())), note -> {}, new StopSignal());
                now = asked(world);
            } catch (RuntimeException failure) {
                now = new DrainCard(work, seen, Optional.of(Inquiry.sentence(failure)), reason);
            }
            DrainCard after = now;
            send.accept(model -> Step.of(shown(model.silentIf(SETTING), after)));
        };
    }

    private DrainCard asked(World world) {
        try {
            Plan plan = world.engine()
                    .plan(
                            work.operation(world.engine().set()),
                            Optional.of(work.version(world.engine().set())));
            Drains drains = world.engine().drains();
            Seen now = new Seen(drains.look(plan), drains.lost(plan));
            return new DrainCard(work, Optional.of(now), Optional.empty(), reason);
        } catch (RuntimeException failure) {
            return new DrainCard(work, seen, Optional.of(Inquiry.sentence(failure)), reason);
        }
    }

    /** The answer, unless something else is shown by now; a reason that was typed meanwhile stays. */
    private static ConsoleState shown(ConsoleState state, DrainCard answer) {
        UpgradeScreen screen = (UpgradeScreen) state.screen(Tab.UPGRADE);
        return screen.card() instanceof DrainCard here && here.work().equals(answer.work())
                ? state.with(
                        Tab.UPGRADE,
                        screen.follow(new DrainCard(here.work(), answer.seen(), answer.trouble(), here.reason())))
                : state;
    }

    @Override
    public Optional<Overlay> overrule() {
        return open() || seen.isEmpty()
                ? Optional.empty()
                : Optional.of(GateLine.of(
                        "Overrule",
                        "Type the reason for going on although old clients may be there; it stands in the journal:",
                        (line, closed, world) -> Step.of(overruled(closed, line))));
    }

    private ConsoleState overruled(ConsoleState state, String why) {
        UpgradeScreen screen = (UpgradeScreen) state.screen(Tab.UPGRADE);
        return state.with(Tab.UPGRADE, screen.follow(new DrainCard(work, seen, trouble, Optional.of(why))));
    }

    @Override
    public Card follow(Facts facts, World world) {
        return work.open(facts.progress()) ? this : Card.next(facts, world);
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        List<Span> lines = new ArrayList<>();
        lines.add(Span.of("Before " + work.last() + ": are the clients of the release before gone?", Role.HEADER));
        lines.add(Span.of(""));
        trouble.ifPresent(why -> lines.add(Span.of(why, Role.ERROR)));
        seen.ifPresent(now -> {
            now.drain().witnesses().forEach(witness -> lines.addAll(lines(witness, world)));
            reason.ifPresent(why -> lines.add(Span.of("  overruled: " + why, Role.WARNING)));
            lines.add(Span.of(""));
            lines.add(Span.of(now.lost().isEmpty() ? "Nothing is lost." : "Gone for good", Role.HEADER));
            now.lost().forEach(lost -> lines.add(Span.of("  " + lost, Role.DANGER)));
        });
        return lines;
    }

    private static List<Span> lines(Witness witness, World world) {
        List<Span> lines = new ArrayList<>();
        lines.add(Preflights.line(world, witness.state(), witness.toString()));
        witness.remedy().forEach(remedy -> lines.add(Span.of("      do: " + remedy, Role.TEXT)));
        return lines;
    }

    @Override
    public List<Span> closing(World world, ConsoleState state) {
        if (seen.isEmpty()) {
            return List.of(Span.of(trouble.isEmpty() ? "Asking the witnesses…" : "r asks again.", Role.DIM));
        }
        if (open()) {
            return List.of(Span.of(
                    "Enter runs it, as would: " + work.command(world.engine().set()), Role.NEXT));
        }
        return List.of(Span.of(
                (trapped() ? "Enter looks again" : "Enter sets the traps, and the quiet time begins")
                        + "; o overrules it with a reason.",
                Role.WARNING));
    }
}
