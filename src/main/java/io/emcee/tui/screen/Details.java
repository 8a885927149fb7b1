package io.emcee.tui.screen;

import io.emcee.engine.HistoryRow;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionId;
import io.emcee.script.Script;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One revision in full: what it is for, what it depends on, when it was applied, and its SQL.
 *
 * @param top the first line shown
 */
record Details(RevisionId id, List<Span> lines, int top) {
    private static final int LABEL = 12;

    Details {
        lines = List.copyOf(lines);
    }

    static Details of(RevisionId id, ConsoleState state, World world) {
        Script script = world.engine().set().script(id);
        List<Span> lines = new ArrayList<>();
        Revision revision = script.revision();
        lines.add(Span.of(revision.summary(), Role.TITLE));
        lines.add(Span.of(""));
        add(lines, "Phase", revision.phase().word() + ", release " + revision.release());
        add(lines, "Follows", names(revision.downRevisions()));
        add(lines, "Depends on", names(revision.dependsOn()));
        add(
                lines,
                "Closed by",
                world.engine().set().graph().closedBy(id).map(RevisionId::text).orElse(""));
        add(lines, "File", script.file());
        applied(id, state).forEach(row -> add(lines, "Applied", row));
        script.migration().ifPresent(rows -> {
            add(lines, "Table", rows.table() + ", by " + String.join(", ", rows.key()));
            add(lines, "Pending", rows.pending());
        });
        state.facts()
                .flatMap(facts -> Optional.ofNullable(facts.pending().get(id)))
                .ifPresent(rows -> add(lines, "Left", Figures.rows(rows) + " to migrate"));
        lines.add(Span.of(""));
        sql(script).forEach(lines::add);
        return new Details(id, lines, 0);
    }

    private static void add(List<Span> lines, String label, String value) {
        if (!value.isEmpty()) {
            lines.add(Span.of(Text.pad(label, LABEL) + value));
        }
    }

    private static String names(Collection<RevisionId> ids) {
        return ids.stream().map(RevisionId::text).collect(Collectors.joining(", "));
    }

    /** {@code 2026-11-20 22:04:05 UTC by maria@bastion in 1.2 s}. */
    private static List<String> applied(RevisionId id, ConsoleState state) {
        List<HistoryRow> rows = state.facts()
                .map(facts -> facts.state()
                        .fold(
                                controlled -> controlled.records().rows(id),
                                e -> List.<HistoryRow>of(),
                                a -> List.<HistoryRow>of(),
                                u -> List.<HistoryRow>of()))
                .orElse(List.of());
        if (rows.isEmpty()) {
            return List.of();
        }
        HistoryRow last = rows.get(rows.size() - 1);
        Duration took = rows.stream().map(HistoryRow::took).reduce(Duration.ZERO, Duration::plus);
        String when = last.at().toString().replace('T', ' ').substring(0, 19);
        return List.of(when + " UTC by " + last.by() + " in " + Figures.time(took));
    }

    static List<Span> sql(Script script) {
        List<Span> lines = new ArrayList<>();
        if (script.placeholder()) {
            lines.add(Span.of("It changes nothing.", Role.DIM));
        }
        script.migration()
                .ifPresent(rows -> Text.lines(rows.statement()).forEach(line -> lines.add(Span.of(line, Role.CODE))));
        int parts = script.parts().size();
        script.parts().forEach(part -> {
            if (parts > 1) {
                String how = part.statements().isEmpty()
                        ? "only recorded"
                        : part.transactional() ? "one transaction" : "a statement by itself";
                lines.add(Span.of("part " + (part.number() + 1) + " of " + parts + ": " + how, Role.HEADER));
            }
            Text.lines(part.sql().strip()).stream()
                    .filter(line -> !part.statements().isEmpty())
                    .forEach(line -> lines.add(Span.of(line, Role.CODE)));
        });
        return lines;
    }

    /** The details after an action; empty when they were closed. */
    Optional<Details> moved(Action action, ConsoleState state, World world) {
        if (action == Action.GO || action == Action.BACK) {
            return Optional.empty();
        }
        return Optional.of(new Details(
                id, lines, Moves.scroll(action, top, length(state), Math.max(1, state.bodyRows() - 2))));
    }

    /** How many rows the text takes where it is shown. */
    private int length(ConsoleState state) {
        int columns = state.size().getColumns();
        return Paragraph.broken(lines, GraphScreen.paneColumns(columns) - 4).size();
    }

    void view(Canvas canvas, boolean focused) {
        Canvas inside =
                canvas.box(id.text(), focused ? Role.FOCUS : Role.BORDER).inset(1, 0);
        Paragraph.draw(inside, lines, top);
    }
}
