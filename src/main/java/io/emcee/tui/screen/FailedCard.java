package io.emcee.tui.screen;

import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;

/** A step did not end well. */
record FailedCard(WalkStep work, String sentence, boolean stopped) implements Card {
    @Override
    public String release() {
        return work.release();
    }

    @Override
    public String label() {
        return "look again";
    }

    @Override
    public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
        UpgradeScreen again = screen.with(StepCard.of(work, world));
        return again.refreshed(state.with(Tab.UPGRADE, again), world);
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        List<Span> lines = new ArrayList<>();
        String title = world.glyphs().of(stopped ? Glyph.WARNING : Glyph.ERROR) + " " + work.last()
                + (stopped ? " was stopped" : " did not succeed");
        lines.add(Span.of(title, stopped ? Role.WARNING : Role.ERROR));
        lines.add(Span.of(""));
        lines.add(Span.of(sentence));
        return lines;
    }

    @Override
    public List<Span> closing(World world, ConsoleState state) {
        return List.of(Span.of("Enter looks at the step again.", Role.NEXT));
    }
}
