package io.emcee.tui.screen;

import io.emcee.purge.Counts;
import io.emcee.purge.PurgePlan;
import io.emcee.purge.Visible;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What stands in a plan of a purge: what goes, what stays and why, all there is to know of a guard, and the SQL. */
record PurgePlanLines(PurgePlanning pane, PurgePlan plan, World world) {
    private static final Pattern BLANK_LINE = Pattern.compile("\\n\\s*\\n");

    List<Span> lines() {
        List<Span> lines = new ArrayList<>();
        lines.add(Span.of(
                "Purge of rows deleted before "
                        + plan.cutoff().words(world.clock().getZone()),
                Role.HEADER));
        plan.roots().forEach(root -> root(root, lines));
        if (pane.sql()) {
            sql(lines);
        }
        plan.closed().forEach(gate -> lines.add(Span.of(gate.sentence(), Role.ERROR)));
        kept(lines);
        plan.guards().values().forEach(guard -> {
            lines.add(Span.of(""));
            paragraphs(guard.notice()).forEach(line -> lines.add(Span.of(line, Role.WARNING)));
        });
        return lines;
    }

    /** As wide as the screen, however the text is broken. */
    private static List<String> paragraphs(String text) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : BLANK_LINE.split(text.strip(), -1)) {
            lines.add(paragraph.strip().replaceAll("\\s*\\n\\s*", " "));
            lines.add("");
        }
        return lines;
    }

    private void sql(List<Span> lines) {
        lines.add(Span.of(""));
        plan.roots()
                .forEach(root -> plan.statements(root.tree())
                        .forEach(statement -> lines.add(Span.of(statement + ";", Role.CODE))));
        lines.add(Span.of(""));
    }

    /** {@code public.images: 120 of 150 candidates go, 20 blocked, 10 held, 3 anomalies}. */
    private void root(PurgePlan.Root root, List<Span> lines) {
        Counts counts = root.counts();
        lines.add(Span.of(root.table() + ": " + Figures.count(plan.eligible(root)) + " of "
                + Figures.count(counts.candidates()) + " candidates go, " + Figures.count(counts.blocked())
                + " blocked, " + Figures.count(counts.held()) + " held, "
                + (counts.anomalies() == 1 ? "1 anomaly" : Figures.count(counts.anomalies()) + " anomalies")));
        counts.below().forEach((table, rows) -> {
            if (rows > 0) {
                lines.add(Span.of("  with up to " + Figures.rows(rows) + " of " + table, Role.DIM));
            }
        });
        root.tree()
                .released()
                .forEach(key -> lines.add(
                        Span.of("  " + key.child() + " loses what it refers to (" + key.name() + ")", Role.WARNING)));
    }

    private void kept(List<Span> lines) {
        plan.holds().stream()
                .filter(hold -> plan.tables().contains(hold.table()))
                .forEach(hold -> lines.add(Span.of(
                        "hold " + hold.number() + " on " + hold.table() + ": "
                                + Visible.text(hold.words() + " (" + hold.reason() + ")"),
                        Role.WARNING)));
        pane.blocking().forEach(row -> lines.add(Span.of("blocked: " + Visible.text(row.sentence()), Role.DIM)));
    }

    /** {@code 120 rows of images, with 300 below them, go for good; ...}. */
    String stake() {
        long roots = plan.roots().stream().mapToLong(plan::eligible).sum();
        long below = plan.roots().stream()
                .flatMap(root -> root.counts().below().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return Figures.rows(roots) + " of " + pane.table().table().name().name()
                + (below == 0 ? "" : ", with " + Figures.count(below) + " below them,")
                + (roots + below == 1 ? " goes" : " go") + " for good; only a backup brings them back."
                + (world.production() ? " The target is marked production." : "");
    }
}
