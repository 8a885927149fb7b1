package io.emcee.tui.screen;

import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;
import java.util.Optional;

/** Every release is complete. */
record FinishedCard() implements Card {
    @Override
    public String release() {
        return "";
    }

    @Override
    public Optional<String> nothingToDo() {
        return Optional.of("Every release is applied; there is nothing to run.");
    }

    @Override
    public Card follow(Facts facts, World world) {
        return Card.next(facts, world);
    }

    @Override
    public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
        return Step.of(state);
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        Facts facts = state.facts().orElseThrow();
        return List.of(
                Span.of(
                        world.glyphs().of(Glyph.DONE) + " The database is at "
                                + facts.progress().release().orElse("its newest release") + ", "
                                + facts.version() + ".",
                        Role.DONE),
                Span.of(""),
                Span.of("Every revision of the set " + world.engine().set().name() + " is applied."));
    }
}
