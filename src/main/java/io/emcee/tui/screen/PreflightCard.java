package io.emcee.tui.screen;

import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;
import java.util.Optional;

/**
 * Before a release: what it brings and whether the database is fit for it.
 *
 * @param begun whether the release has been begun, and a step was refused because of what was found
 */
record PreflightCard(WalkStep first, boolean begun) implements Card {
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
        Optional<String> obstacle = Preflights.obstacle(release(), state);
        if (obstacle.isPresent()) {
            return Step.of(state.say(obstacle.get(), Role.WARNING));
        }
        return Step.of(state.with(Tab.UPGRADE, screen.with(StepCard.of(first, world))));
    }

    @Override
    public Optional<String> examines() {
        return Optional.of(release());
    }

    /** Somebody else may have gone on meanwhile. */
    @Override
    public Card follow(Facts facts, World world) {
        return begun && first.open(facts.progress()) ? this : Card.next(facts, world);
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        return Preflights.lines(first, world, state);
    }

    @Override
    public List<Span> closing(World world, ConsoleState state) {
        return List.of(Preflights.closing(release(), state));
    }
}
