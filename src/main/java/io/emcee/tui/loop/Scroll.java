package io.emcee.tui.loop;

import java.util.Optional;

/**
 * A block of rows that moved between two frames. What stands beside the rows that move need not move with them: it is
 * drawn again, and counts against the scroll.
 *
 * @param top the first row of the region that scrolls
 * @param bottom its last row, inclusive
 * @param up how many rows the content moves up; negative for down
 */
record Scroll(int top, int bottom, int up) {
    /** Whatever moves further leaves few rows to keep. */
    private static final int FURTHEST = 8;

    /** What a scroll costs, in cells. */
    private static final int COST = 20;

    /** The block that saves most, if any does. */
    static Optional<Scroll> between(Grid before, Grid after) {
        int[] changed = new int[after.rows];
        for (int row = 0; row < after.rows; row++) {
            changed[row] = after.different(row, before, row);
        }
        Block best = new Block(0, 0, 0, 0);
        for (int shift = 1; shift <= Math.min(FURTHEST, after.rows - 1); shift++) {
            best = best(best, before, after, changed, shift);
            best = best(best, before, after, changed, -shift);
        }
        return best.gained > 0 ? Optional.of(best.scroll()) : Optional.empty();
    }

    /**
     * Rows of the later frame that were so many rows further down in the earlier one.
     *
     * @param gained how many cells need not be drawn
     */
    private record Block(int first, int last, int shift, int gained) {
        Scroll scroll() {
            return new Scroll(Math.min(first, first + shift), Math.max(last, last + shift), shift);
        }
    }

    /** The rows in a row of which the sum of what they gain is the greatest; the rows that come in are drawn whole. */
    private static Block best(Block soFar, Grid before, Grid after, int[] changed, int shift) {
        Block best = soFar;
        int first = 0;
        int gained = 0;
        int incoming = COST + Math.abs(shift) * after.columns;
        for (int row = Math.max(0, -shift); row < Math.min(after.rows, after.rows - shift); row++) {
            if (gained <= 0) {
                first = row;
                gained = 0;
            }
            gained += changed[row] - after.different(row, before, row + shift);
            best = gained - incoming > best.gained ? new Block(first, row, shift, gained - incoming) : best;
        }
        return best;
    }
}
