package io.emcee.tui.screen;

import io.emcee.revision.CompositeVersion;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A release is complete. */
record SummaryCard(String release) implements Card {
    @Override
    public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
        UpgradeScreen fresh = UpgradeScreen.start();
        return fresh.refreshed(state.with(Tab.UPGRADE, fresh), world);
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        List<Span> lines = new ArrayList<>();
        lines.add(Span.of(world.glyphs().of(Glyph.DONE) + " Release " + release + " is complete.", Role.DONE));
        lines.add(Span.of(""));
        screen.results().forEach(result -> lines.add(Span.of(line(result))));
        Duration all = screen.results().stream().map(StepResult::took).reduce(Duration.ZERO, Duration::plus);
        lines.add(Span.of(""));
        lines.add(Span.of(
                "From " + screen.before().map(CompositeVersion::toString).orElse("nothing") + " to "
                        + state.facts().orElseThrow().version() + " in " + Figures.time(all) + "."));
        return lines;
    }

    @Override
    public List<Span> closing(World world, ConsoleState state) {
        return List.of(Span.of("Enter goes on.", Role.NEXT));
    }

    private static String line(StepResult result) {
        String rows = result.rows() > 0 ? ", " + Figures.rows(result.rows()) : "";
        String name = result.work().revisions().size() == 1
                ? result.work().last().text()
                : Figures.plural(result.work().revisions().size(), "revision") + " up to "
                        + result.work().last();
        return Text.padLeft(Figures.time(result.took()), 11) + "  " + name + rows;
    }
}
