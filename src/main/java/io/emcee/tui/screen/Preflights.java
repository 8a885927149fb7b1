package io.emcee.tui.screen;

import io.emcee.catalog.Server;
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
    static Optional<String> obstacle(Facts facts) {
        if (facts.server().inRecovery()) {
            return Optional.of("This server is a standby; connect to its primary.");
        }
        return facts.busy().map(Facts::inUse);
    }

    static List<Span> lines(WalkStep first, World world, Facts facts) {
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
        lines.add(Span.of(""));
        lines.add(Span.of("Checked just now", Role.HEADER));
        Server server = facts.server();
        lines.add(check(world, true, "PostgreSQL " + facts.serverVersion() + ", 14 or later"));
        lines.add(check(
                world,
                !server.inRecovery(),
                server.inRecovery() ? "the server is a standby" : "the server is a primary"));
        lines.add(check(
                world,
                facts.busy().isEmpty(),
                facts.busy().map(holder -> "in use by " + holder).orElse("nobody else works on the database")));
        lines.add(check(world, true, "what is applied matches the revision set"));
        lines.add(Span.of(""));
        lines.add(Span.of(
                "There is no downgrade: the way back is a backup. Have one, and know that it can be restored."));
        return lines;
    }

    private static Span check(World world, boolean passed, String text) {
        String glyph = world.glyphs().of(passed ? Glyph.DONE : Glyph.ERROR);
        return Span.of("  " + glyph + " " + text, passed ? Role.DONE : Role.ERROR);
    }
}
