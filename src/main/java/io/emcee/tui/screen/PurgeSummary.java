package io.emcee.tui.screen;

import io.emcee.catalog.QualifiedName;
import io.emcee.purge.PurgePlan;
import io.emcee.purge.PurgeResult;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of a purge.
 *
 * @param lines below the sentence
 * @param top the first line shown
 */
record PurgeSummary(String sentence, Role role, List<Span> lines, int top) implements Screen {
    /** From so many rows on a vacuum pays. */
    private static final long MANY = 1_000;

    /** @param begun whether some of it was done */
    static PurgeSummary failed(String why, boolean begun) {
        String left = begun ? "What was committed stays so; a new plan goes on from there." : "Nothing was purged.";
        return new PurgeSummary(why, Role.ERROR, List.of(Span.of(left, Role.DIM)), 0);
    }

    static PurgeSummary of(PurgePlan plan, PurgeResult result) {
        String sentence = (result.stopped() ? "Stopped: purged " : "Purged ")
                + Figures.rows(result.rows())
                + (result.left() == 0 ? "." : "; " + Figures.rows(result.left()) + " left.");
        List<Span> lines = new ArrayList<>();
        result.tables()
                .forEach(table -> lines.add(Span.of(table.table().name() + ": " + Figures.count(table.purged())
                        + " purged, " + Figures.count(table.blocked()) + " blocked, " + Figures.count(table.held())
                        + " held, " + Figures.count(table.left()) + " left")));
        result.purged().entrySet().stream()
                .filter(gone ->
                        plan.roots().stream().noneMatch(root -> root.table().equals(gone.getKey())))
                .forEach(gone -> lines.add(line(gone, "")));
        result.released()
                .entrySet()
                .forEach(kept -> lines.add(line(kept, ", which stay and lost what they referred to")));
        vacuum(result, lines);
        return new PurgeSummary(sentence, result.stopped() ? Role.WARNING : Role.DONE, lines, 0);
    }

    private static Span line(Map.Entry<QualifiedName, Long> rows, String which) {
        return Span.of(
                Text.padLeft(Figures.count(rows.getValue()), 11) + "  "
                        + rows.getKey().name() + which,
                Role.DIM);
    }

    private static void vacuum(PurgeResult result, List<Span> lines) {
        List<String> many = result.purged().entrySet().stream()
                .filter(table -> table.getValue() >= MANY)
                .map(table -> table.getKey().toString())
                .toList();
        if (!many.isEmpty()) {
            lines.add(Span.of(""));
            lines.add(Span.of("Their space is free for new rows after:"));
            lines.add(Span.of("VACUUM (ANALYZE) " + String.join(", ", many) + ";", Role.CODE));
        }
    }

    @Override
    public List<Action> actions() {
        return Moves.ALL;
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        Page page = page(state.columns() - 2, state.bodyRows());
        int line = Moves.scroll(action, top, page.lines().size(), page.height());
        return Step.of(
                PurgeScreen.change(PurgeSummary.class, state, pane -> new PurgeSummary(sentence, role, lines, line)));
    }

    private Page page(int columns, int rows) {
        List<Span> all = new ArrayList<>(List.of(Span.of(sentence, role), Span.of("")));
        all.addAll(lines);
        return Page.of(all, List.of(Span.of("Esc goes back.", Role.NEXT)), columns, rows);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        Canvas inside = canvas.inset(1, 0);
        page(inside.columns(), inside.rows()).draw(inside, top);
    }
}
