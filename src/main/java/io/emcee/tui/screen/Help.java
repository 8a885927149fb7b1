package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a screen and what they do; those that are not possible now, with the reason.
 *
 * @param own the screen's actions
 * @param top the first line shown
 */
record Help(List<Action> own, int top) implements Overlay {
    Help {
        own = List.copyOf(own);
    }

    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        int last = Math.max(0, own.size() + Console.common().size() + 1 - (state.bodyRows() - 2));
        return switch (Keys.name(key)) {
            case "down", "j" -> Step.of(state.open(new Help(own, Math.min(top + 1, last))));
            case "up", "k" -> Step.of(state.open(new Help(own, Math.max(top - 1, 0))));
            case "pgdn", "space" -> Step.of(state.open(new Help(own, Math.min(top + state.bodyRows() - 2, last))));
            case "pgup" -> Step.of(state.open(new Help(own, Math.max(top - state.bodyRows() + 2, 0))));
            default -> Step.of(state.closed());
        };
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        Canvas inside = Panels.over(canvas, state.tab().title() + ": keys");
        List<Line> lines = lines(state);
        for (int row = 0; row < inside.rows() && top + row < lines.size(); row++) {
            lines.get(top + row).draw(inside.row(row));
        }
    }

    @Override
    public List<Span> footer() {
        return Panels.keys("j", "down", "k", "up", "esc", "close");
    }

    private List<Line> lines(ConsoleState state) {
        List<Line> lines = new ArrayList<>();
        own.forEach(action -> lines.add(new Line(action, state.screen().disabled(action, state))));
        Console.common().forEach(action -> lines.add(new Line(action, Optional.empty())));
        return lines;
    }

    private record Line(Action action, Optional<String> obstacle) {
        void draw(Canvas row) {
            row.put(1, 0, String.join(" ", action.keys()), obstacle.isEmpty() ? Role.KEY : Role.DIM);
            String text = obstacle.map(why -> "not now: " + why).orElse(action.help());
            row.putClipped(18, 0, row.columns() - 19, Span.of(text, obstacle.isEmpty() ? Role.TEXT : Role.DIM));
        }
    }
}
