package io.emcee.tui.screen;

import io.emcee.tui.paint.ListState;

/** What the moving actions do to a list. */
final class Moves {
    private Moves() {}

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
        int moved = switch (action) {
            case UP -> top - 1;
            case DOWN -> top + 1;
            case PAGE_UP -> top - height;
            case PAGE_DOWN -> top + height;
            case TOP -> 0;
            case BOTTOM -> last;
            default -> top;
        };
        return Math.max(0, Math.min(moved, last));
    }
}
