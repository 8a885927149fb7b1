package io.emcee.tui.screen;

import io.emcee.engine.Check;
import io.emcee.engine.Overrules;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is looked at before a release is begun. */
final class Preflights {
    private Preflights() {}

    /** Why the release cannot be begun; empty when it can. */
    static Optional<String> obstacle(String release, ConsoleState state) {
        return state.facts()
                .flatMap(Facts::busy)
                .map(Facts::inUse)
                .or(() -> Examined.of(release, state).map(Examined::obstacle).orElse(Optional.of(Examined.LOOKING)));
    }

    /** What can be done about it. */
    static Span closing(String release, ConsoleState state) {
        if (obstacle(release, state).isEmpty()) {
            return Span.of("Enter shows the next step.", Role.NEXT);
        }
        Optional<Examined> examined = Examined.of(release, state);
        if (examined.flatMap(Examined::found).isEmpty()
                && examined.flatMap(Examined::trouble).isEmpty()) {
            return Span.of("Looking at what is around the database…", Role.DIM);
        }
        boolean overrulable = examined.flatMap(Examined::stopping)
                .filter(check -> check.subject().overrulable())
                .isPresent();
        return Span.of(
                "Mend what is red, then r looks again" + (overrulable ? "; or o overrules it with a reason." : "."),
                Role.WARNING);
    }

    static List<Span> lines(WalkStep first, World world, ConsoleState state) {
        List<Span> lines = new ArrayList<>(summary(first, world));
        lines.add(Span.of(""));
        lines.add(Span.of(
                "There is no downgrade: the way back is a backup. Have one, and know that it can be restored."));
        lines.add(Span.of(""));
        lines.add(Span.of("Preflight", Role.HEADER));
        Facts facts = state.facts().orElseThrow();
        lines.add(line(
                world,
                facts.busy().isEmpty() ? Check.State.GREEN : Check.State.RED,
                facts.busy().map(holder -> "in use by " + holder).orElse("nobody else works on the database")));
        lines.add(line(world, Check.State.GREEN, "what is applied matches the revision set"));
        Examined.of(first.release(), state).ifPresent(examined -> lines.addAll(checks(examined, world)));
        return lines;
    }

    private static List<Span> summary(WalkStep first, World world) {
        RevisionSet set = world.engine().set();
        List<Span> lines = new ArrayList<>();
        lines.add(Span.of("What " + first.release() + " does", Role.HEADER));
        for (RevisionId id : set.graph().release(first.release())) {
            Script script = set.script(id);
            if (!script.placeholder()) {
                lines.add(Span.of(
                        "  " + script.revision().phase().word() + ": "
                                + script.revision().summary(),
                        GraphLayout.role(script.revision().phase())));
            }
        }
        return lines;
    }

    /** What is red or yellow first: whoever reads no further has read that. */
    private static List<Span> checks(Examined examined, World world) {
        List<Span> lines = new ArrayList<>();
        examined.trouble().ifPresent(why -> lines.add(Span.of("  " + why, Role.ERROR)));
        examined.found().ifPresent(preflight -> {
            for (Check.State state : List.of(Check.State.RED, Check.State.YELLOW, Check.State.GREEN)) {
                preflight.in(state).forEach(check -> lines.addAll(lines(check, examined.overrules(), world)));
            }
        });
        return lines;
    }

    private static List<Span> lines(Check check, Overrules overrules, World world) {
        List<Span> lines = new ArrayList<>();
        Optional<String> reason =
                check.state() == Check.State.RED ? overrules.reason(check.subject()) : Optional.empty();
        lines.add(line(world, reason.isPresent() ? Check.State.YELLOW : check.state(), check.words()));
        reason.ifPresent(why -> lines.add(Span.of("      overruled: " + why, Role.WARNING)));
        check.remedy().forEach(remedy -> lines.add(Span.of("      do: " + remedy, Role.TEXT)));
        return lines;
    }

    /** What was found, behind its lamp. */
    static Span line(World world, Check.State state, String text) {
        return switch (state) {
            case GREEN -> Span.of("  " + world.glyphs().of(Glyph.DONE) + " " + text, Role.DONE);
            case YELLOW -> Span.of("  " + world.glyphs().of(Glyph.WARNING) + " " + text, Role.WARNING);
            case RED -> Span.of("  " + world.glyphs().of(Glyph.ERROR) + " " + text, Role.ERROR);
        };
    }
}
