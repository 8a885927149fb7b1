package io.emcee.tui.screen;

import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Span;
import java.util.List;

/** The facts are not there yet. */
record WaitingCard() implements Card {
    @Override
    public String release() {
        return "";
    }

    @Override
    public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
        return Step.of(state);
    }

    @Override
    public Card follow(Facts facts, World world) {
        return Card.next(facts, world);
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        return List.of();
    }
}
