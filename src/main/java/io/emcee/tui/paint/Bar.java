package io.emcee.tui.paint;

/**
 * A progress bar.
 *
 * @param fraction 0 to 1; what is outside counts as the nearer of the two, not-a-number as 0
 */
public record Bar(double fraction) {
    public Bar {
        fraction = Math.max(0, Math.min(1, Double.isNaN(fraction) ? 0 : fraction));
    }

    /** Of so many; nothing to do is done. */
    public static Bar of(long done, long all) {
        return new Bar(all <= 0 ? 1 : (double) done / all);
    }

    /** {@code ████░░░░}; full only when all is done. */
    public String text(int width, Glyphs glyphs) {
        int filled = filled(width);
        return glyphs.of(Glyph.FILLED).repeat(filled) + glyphs.of(Glyph.EMPTY).repeat(Math.max(0, width) - filled);
    }

    /** {@code  45%}, four columns; 100% only when all is done. */
    public String percent() {
        return Text.padLeft((int) Math.floor(fraction * 100) + "%", 4);
    }

    /**
     * Draws the bar and its percentage into {@code width} columns.
     *
     * @return the column after it
     */
    public int draw(Canvas canvas, int column, int row, int width) {
        int room = Math.max(0, width - 5);
        int filled = filled(room);
        int at = canvas.put(column, row, canvas.glyph(Glyph.FILLED).repeat(filled), Role.BAR);
        at = canvas.put(at, row, canvas.glyph(Glyph.EMPTY).repeat(room - filled), Role.TRACK);
        return canvas.put(at, row, " " + percent(), Role.TEXT);
    }

    private int filled(int width) {
        return (int) Math.floor(fraction * Math.max(0, width));
    }
}
