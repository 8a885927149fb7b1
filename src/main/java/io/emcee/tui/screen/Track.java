package io.emcee.tui.screen;

import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionId;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.ArrayList;
import java.util.List;

/** The phases of a release in one line: {@code ✓ expand 1/1 → ▸ migrate 0/1 → · contract 0/1}. */
final class Track {
    /** The columns of three phases with their counts. */
    private static final int WIDE = 48;

    private Track() {}

    /** In one line, or in several where it is too wide; a phase is never broken. */
    static List<List<Span>> lines(List<Span> track, int columns) {
        List<List<Span>> lines = new ArrayList<>();
        List<Span> line = new ArrayList<>();
        int width = 0;
        for (Span span : track) {
            int more = Text.width(span.text());
            if (width + more > columns && !line.isEmpty()) {
                lines.add(line);
                line = new ArrayList<>();
                width = 0;
            }
            line.add(width == 0 ? Span.of(span.text().stripLeading(), span.role()) : span);
            width += more;
        }
        lines.add(line);
        return lines;
    }

    /** @param columns below which the counts are left out where they say no more than the sign does */
    static List<Span> of(World world, Progress progress, String release, int columns) {
        List<Span> spans = new ArrayList<>();
        boolean nextShown = false;
        for (Phase phase : Phase.values()) {
            List<RevisionId> all = progress.graph().release(release).stream()
                    .filter(id -> progress.graph().revision(id).phase() == phase)
                    .toList();
            if (all.isEmpty()) {
                continue;
            }
            long done = all.stream().filter(progress::done).count();
            boolean finished = done == all.size();
            boolean next = !finished && !nextShown;
            nextShown |= next;
            if (!spans.isEmpty()) {
                spans.add(Span.of(" " + world.glyphs().of(Glyph.ARROW) + " ", Role.DIM));
            }
            Glyph glyph = finished ? Glyph.DONE : next ? Glyph.NEXT : Glyph.PENDING;
            Role role = finished ? Role.DONE : next ? Role.NEXT : Role.PENDING;
            String count = columns < WIDE && all.size() == 1 ? "" : " " + done + "/" + all.size();
            spans.add(Span.of(world.glyphs().of(glyph) + " " + phase.word() + count, role));
        }
        return spans;
    }
}
