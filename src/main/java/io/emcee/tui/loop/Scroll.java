package io.emcee.tui.loop;

import java.util.Optional;

/**
 * A block of rows that moved between two frames.
 *
 * @param top the first row of the region that scrolls
 * @param bottom its last row, inclusive
 * @param up how many rows the content moves up; negative for down
 */
record Scroll(int top, int bottom, int up) {
    /** Fewer rows are not worth a scroll. */
    private static final int LEAST_ROWS = 3;

    /** A block may hold so many rows that changed as well, such as the selected one. */
    private static final int LARGEST_GAP = 3;

    /** What a scroll costs, in cells. */
    private static final int COST = 20;

    /** The block that saves most, if any does. */
    static Optional<Scroll> between(Grid before, Grid after) {
        long[] old = before.rowHashes();
        long[] wanted = after.rowHashes();
        Block best = new Block(0, 0, 0, 0);
        for (int shift = 1; shift < after.rows; shift++) {
            best = best(best, old, wanted, shift);
            best = best(best, old, wanted, -shift);
        }
        return best.gained < LEAST_ROWS
                ? Optional.empty()
                : Optional.of(best.scroll()).filter(s -> s.pays(before, after));
    }

    private record Block(int first, int last, int shift, int gained) {
        Scroll scroll() {
            return new Scroll(Math.min(first, first + shift), Math.max(last, last + shift), shift);
        }

        Block with(int row) {
            return new Block(first, row, shift, gained + 1);
        }
    }

    private static Block best(Block soFar, long[] old, long[] wanted, int shift) {
        Block best = soFar;
        Block block = new Block(0, -LARGEST_GAP - 1, shift, 0);
        for (int row = Math.max(0, -shift); row < Math.min(wanted.length, wanted.length - shift); row++) {
            if (wanted[row] != old[row + shift] || wanted[row] == old[row]) {
                continue;
            }
            block = row - block.last > LARGEST_GAP ? new Block(row, row, shift, 1) : block.with(row);
            best = block.gained > best.gained ? block : best;
        }
        return best;
    }

    private boolean pays(Grid before, Grid after) {
        int without = 0;
        int with = COST;
        for (int row = top; row <= bottom; row++) {
            without += after.different(row, before, row);
            int source = row + up;
            boolean comesIn = source < top || source > bottom;
            with += comesIn ? after.columns : after.different(row, before, source);
        }
        return with < without;
    }
}
