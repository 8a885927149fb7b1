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
    private static final int KEYS = 19;

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
    public List<Span> footer() {
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

    /** {@code x                  not now: Nothing is running.}, what it says broken into a column of its own. */
    private static List<Span> lines(Action action, Optional<String> obstacle, int columns) {
        String says = obstacle.map(why -> "not now: " + why).orElse(action.help());
        Role role = obstacle.isPresent() ? Role.DIM : Role.TEXT;
        List<Span> lines = new ArrayList<>();
        String keys = String.join(" ", action.keys());
        for (String line : Text.wrap(says, Math.max(8, columns - KEYS))) {
            lines.add(Span.of(Text.pad(keys, KEYS) + line, role));
            keys = "";
        }
        return lines;
    }
}
