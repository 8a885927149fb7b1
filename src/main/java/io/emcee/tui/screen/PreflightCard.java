package io.emcee.tui.screen;

import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;
import java.util.Optional;

/** Before a release: what it brings and whether the database is fit for it. */
record PreflightCard(WalkStep first) implements Card {
    @Override
    public String release() {
        return first.release();
    }

    @Override
    public String label() {
        return "next step";
    }

    @Override
    public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
        Optional<String> obstacle = Preflights.obstacle(state.facts().orElseThrow());
        return obstacle.map(why -> Step.of(state.say(why, Role.WARNING)))
                .orElseGet(() -> screen.beginRelease(first, state));
    }

    /** Somebody else may have gone on meanwhile. */
    @Override
    public Card follow(Facts facts, World world) {
        return Card.next(facts, world);
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        return Preflights.lines(first, world, state.facts().orElseThrow());
    }

    @Override
    public List<Span> closing(World world) {
        return List.of(Span.of("Enter shows the next step.", Role.NEXT));
    }
}
