package io.emcee.tui.screen;

import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;
import java.util.Optional;

/** A step ended well; the database is being asked where it is. */
record DoneCard(WalkStep work) implements Card {
    @Override
    public String release() {
        return work.release();
    }

    @Override
    public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
        return Step.of(state);
    }

    @Override
    public Card follow(Facts facts, World world) {
        Optional<WalkStep> next = facts.next();
        if (next.filter(step -> step.release().equals(work.release())).isPresent()) {
            return StepCard.of(next.get(), world);
        }
        return work.whole(world.engine().set()) ? Card.next(facts, world) : new SummaryCard(work.release());
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        return List.of(Span.of("Done. Asking the database where it is now…", Role.DIM));
    }
}
