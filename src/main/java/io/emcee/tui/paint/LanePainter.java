package io.emcee.tui.paint;

/** Turns one row of {@link Lanes} into lines, two columns a lane. */
final class LanePainter {
    private static final int UP = 1;
    private static final int DOWN = 2;
    private static final int LEFT = 4;
    private static final int RIGHT = 8;

    private final Lanes.Row row;
    private final int[] sides;
    /** The lane whose colour a cell has. */
    private final int[] owner;

    LanePainter(Lanes.Row row) {
        this.row = row;
        this.sides = new int[2 * last(row) + 1];
        this.owner = new int[sides.length];
        row.joining().forEach(end -> connect(end, UP));
        row.opening().forEach(end -> connect(end, DOWN));
        // Upright lines go over level ones, so that crossing lines do not look joined.
        row.passing().stream().forEach(lane -> {
            sides[2 * lane] = UP | DOWN;
            owner[2 * lane] = lane;
        });
    }

    static int last(Lanes.Row row) {
        int last = Math.max(row.lane(), row.passing().length() - 1);
        for (int end : row.joining()) {
            last = Math.max(last, end);
        }
        for (int end : row.opening()) {
            last = Math.max(last, end);
        }
        return last;
    }

    private void connect(int end, int turn) {
        int step = Integer.signum(end - row.lane());
        for (int x = 2 * row.lane() + step; x != 2 * end; x += step) {
            owner[x] = sides[x] == 0 ? end : owner[x];
            sides[x] |= LEFT | RIGHT;
        }
        sides[2 * end] |= turn | (step > 0 ? LEFT : RIGHT);
        owner[2 * end] = end;
    }

    String text(Glyphs glyphs) {
        StringBuilder text = new StringBuilder();
        for (int x = 0; x < sides.length; x++) {
            text.append(x == 2 * row.lane() ? glyphs.of(row.node().mark()) : glyphs.line(sides[x]));
        }
        return text.toString();
    }

    void draw(Canvas canvas, Lanes lanes, int index) {
        for (int x = 0; x < sides.length && x < canvas.columns(); x++) {
            if (x == 2 * row.lane()) {
                canvas.put(x, 0, canvas.glyph(row.node().mark()), row.node().role());
            } else if (sides[x] != 0) {
                canvas.put(x, 0, canvas.glyphs().line(sides[x]), role(x, lanes, index));
            }
        }
    }

    private Role role(int x, Lanes lanes, int index) {
        boolean begins = row.opening().contains(owner[x]);
        return begins ? lanes.below(owner[x], index) : lanes.above(owner[x], index);
    }
}
