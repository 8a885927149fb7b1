package io.emcee.tui.screen;

import io.emcee.tui.paint.ListState;
import java.util.List;
import java.util.Optional;

/** What the moving actions do to a list or a text. */
final class Moves {
    static final List<Action> ALL =
            List.of(Action.UP, Action.DOWN, Action.PAGE_UP, Action.PAGE_DOWN, Action.TOP, Action.BOTTOM);

    private Moves() {}

    static boolean contains(Action action) {
        return ALL.contains(action);
    }

    /** The move of a key, if it is one. */
    static Optional<Action> of(String key) {
        return Action.of(key).filter(ALL::contains);
    }

    /** The list after an action; the same for one that does not move. */
    static ListState move(Action action, ListState list, int height) {
        return switch (action) {
            case UP -> list.up(height);
            case DOWN -> list.down(height);
            case PAGE_UP -> list.pageUp(height);
            case PAGE_DOWN -> list.pageDown(height);
            case TOP -> list.home();
            case BOTTOM -> list.end(height);
            default -> list;
        };
    }

    /** The first line of a text of so many lines after an action. */
    static int scroll(Action action, int top, int lines, int height) {
        int last = Math.max(0, lines - height);
        int from = Math.min(top, last);
        // The last row of a page that goes on says so instead of its line.
        int page = Math.max(1, height - 1);
        int moved = switch (action) {
            case UP -> from - 1;
            case DOWN -> from + 1;
            case PAGE_UP -> from - page;
            case PAGE_DOWN -> from + page;
            case TOP -> 0;
            case BOTTOM -> last;
            default -> from;
        };
        return Math.max(0, Math.min(moved, last));
    }
}
