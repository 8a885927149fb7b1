package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a screen and what they do; those that are not possible now, with the reason.
 *
 * @param top the first line shown
 */
record Help(int top) implements Overlay {
    /** The column of the keys, on a terminal where there is room. */
    private static final int KEYS = 19;

    private static final int NARROW_KEYS = 12;

    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        int lines = lines(state, state.columns() - 4).size();
        return Step.of(Moves.of(Keys.name(key))
                .map(move -> Moves.scroll(move, top, lines, Math.max(1, state.bodyRows() - 2)))
                .map(moved -> state.open(new Help(moved)))
                .orElseGet(state::closed));
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        Canvas inside = Panels.over(canvas, state.tab().title() + ": keys").inset(1, 0);
        Paragraph.draw(inside, lines(state, inside.columns()), top);
    }

    @Override
    public List<Span> footer(ConsoleState state) {
        return Panels.keys("esc", "close", "down", "more");
    }

    private static List<Span> lines(ConsoleState state, int columns) {
        List<Span> lines = new ArrayList<>();
        List<Action> own = state.screen().actions();
        own.forEach(action -> lines.addAll(lines(action, state.screen().disabled(action, state), columns)));
        lines.add(Span.of(""));
        lines.add(Span.of("On every screen", Role.HEADER));
        Console.COMMON.stream()
                .filter(action -> !own.contains(action))
                .forEach(action -> lines.addAll(lines(action, Optional.empty(), columns)));
        return lines;
    }

    /** {@code x                  not now: Nothing is running.}, keys and text each broken into a column of its own. */
    private static List<Span> lines(Action action, Optional<String> obstacle, int columns) {
        int width = columns < 50 ? NARROW_KEYS : KEYS;
        String says = obstacle.map(why -> "not now: " + why).orElse(action.help());
        List<String> keys = Text.wrap(String.join(" ", action.keys()), width - 1);
        List<String> text = Text.wrap(says, Math.max(8, columns - width));
        List<Span> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(keys.size(), text.size()); i++) {
            String line = Text.pad(i < keys.size() ? keys.get(i) : "", width) + (i < text.size() ? text.get(i) : "");
            lines.add(Span.of(line, obstacle.isPresent() ? Role.DIM : Role.TEXT));
        }
        return lines;
    }
}
