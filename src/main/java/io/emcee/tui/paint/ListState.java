package io.emcee.tui.paint;

/**
 * Where an operator is in a list: a value, moved without drawing. {@code height} is how many rows are on the screen;
 * after every move the selected row is on it.
 *
 * @param selected from 0; 0 if the list is empty
 * @param top the first row on the screen
 */
public record ListState(int selected, int top, int count) {
    public ListState {
        selected = Math.max(0, Math.min(selected, count - 1));
        top = Math.max(0, Math.min(top, count - 1));
        count = Math.max(0, count);
    }

    public static ListState of(int count) {
        return new ListState(0, 0, count);
    }

    public ListState down(int height) {
        return select(selected + 1, height);
    }

    public ListState up(int height) {
        return select(selected - 1, height);
    }

    public ListState pageDown(int height) {
        return new ListState(selected + height, top + height, count).fit(height);
    }

    public ListState pageUp(int height) {
        return new ListState(selected - height, top - height, count).fit(height);
    }

    public ListState home() {
        return new ListState(0, 0, count);
    }

    public ListState end(int height) {
        return select(count - 1, height);
    }

    public ListState select(int row, int height) {
        return new ListState(row, top, count).fit(height);
    }

    /** The list has another number of rows; the selection stays where it is as far as it can. */
    public ListState withCount(int rows, int height) {
        return new ListState(selected, top, rows).fit(height);
    }

    /** Scrolls as little as shows the selected row and leaves no room below the last. */
    public ListState fit(int height) {
        int room = Math.max(1, height);
        int lowest = Math.max(0, count - room);
        int shown = Math.min(Math.max(top, selected - room + 1), selected);
        return new ListState(selected, Math.min(shown, lowest), count);
    }

    public boolean isEmpty() {
        return count == 0;
    }
}
