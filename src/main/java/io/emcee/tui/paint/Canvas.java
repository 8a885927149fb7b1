package io.emcee.tui.paint;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.TextGraphics;

/**
 * A rectangle to draw on, with a theme and glyphs. Whatever lies outside is cut off, so nothing here throws for a place
 * out of range or a size below one. Text is made {@link Text#visible} on its way.
 */
public final class Canvas {
    private final TextGraphics graphics;
    private final Theme theme;
    private final Glyphs glyphs;
    private final int left;
    private final int top;
    private final int columns;
    private final int rows;

    private Canvas(Canvas parent, Area area) {
        this(parent.graphics, parent.theme, parent.glyphs, area);
    }

    private Canvas(TextGraphics graphics, Theme theme, Glyphs glyphs, Area area) {
        this.graphics = graphics;
        this.theme = theme;
        this.glyphs = glyphs;
        this.left = area.left;
        this.top = area.top;
        this.columns = area.columns;
        this.rows = area.rows;
    }

    private record Area(int left, int top, int columns, int rows) {}

    /** The whole frame, filled with the theme's background. */
    public static Canvas on(TextGraphics graphics, Theme theme, Glyphs glyphs) {
        TerminalSize size = graphics.getSize();
        Canvas canvas = new Canvas(graphics, theme, glyphs, new Area(0, 0, size.getColumns(), size.getRows()));
        canvas.fill(Role.TEXT);
        return canvas;
    }

    public int columns() {
        return columns;
    }

    public int rows() {
        return rows;
    }

    public Theme theme() {
        return theme;
    }

    public Glyphs glyphs() {
        return glyphs;
    }

    /** The sign of this terminal for {@code glyph}. */
    public String glyph(Glyph glyph) {
        return glyphs.of(glyph);
    }

    /** A part of this canvas, cut to it. */
    public Canvas region(int column, int row, int width, int height) {
        int fromColumn = clamp(column, columns);
        int fromRow = clamp(row, rows);
        int toColumn = clamp(column + width, columns);
        int toRow = clamp(row + height, rows);
        return new Canvas(
                this,
                new Area(
                        left + fromColumn,
                        top + fromRow,
                        Math.max(0, toColumn - fromColumn),
                        Math.max(0, toRow - fromRow)));
    }

    private static int clamp(int value, int limit) {
        return Math.max(0, Math.min(value, limit));
    }

    /** The first columns. */
    public Canvas left(int width) {
        return region(0, 0, width, rows);
    }

    /** All but the first columns. */
    public Canvas fromColumn(int column) {
        return region(column, 0, columns - column, rows);
    }

    /** The first rows. */
    public Canvas top(int height) {
        return region(0, 0, columns, height);
    }

    /** All but the first rows. */
    public Canvas fromRow(int row) {
        return region(0, row, columns, rows - row);
    }

    /** The last rows. */
    public Canvas bottom(int height) {
        return fromRow(rows - Math.min(height, rows));
    }

    /** One row. */
    public Canvas row(int row) {
        return region(0, row, columns, 1);
    }

    /** Without so many columns at each side and rows above and below. */
    public Canvas inset(int width, int height) {
        return region(width, height, columns - 2 * width, rows - 2 * height);
    }

    /**
     * Puts text from a place on to the right.
     *
     * @return the column after the text, also when part of it was cut off
     */
    public int put(int column, int row, String text, Role role) {
        Style style = theme.style(role);
        int at = column;
        for (String cluster : Clusters.of(Text.visible(text))) {
            int width = Clusters.width(cluster);
            if (width > 0) {
                cell(at, row, width, new Inked(cluster, style));
            }
            at += width;
        }
        return at;
    }

    private record Inked(String cluster, Style style) {}

    private void cell(int column, int row, int width, Inked ink) {
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
            return;
        }
        String text = column + width > columns ? " " : ink.cluster;
        TextColor background = ink.style.background().orElseGet(() -> background(left + column, top + row));
        graphics.setCharacter(left + column, top + row, theme.cell(text, ink.style, background));
    }

    private TextColor background(int column, int row) {
        TextCharacter behind = graphics.getCharacter(column, row);
        return behind == null ? TextColor.ANSI.DEFAULT : behind.getBackgroundColor();
    }

    /**
     * Puts text so that it ends at the right edge.
     *
     * @return the column it begins at
     */
    public int putRight(int row, String text, Role role) {
        int column = columns - Text.width(Text.visible(text));
        put(column, row, text, role);
        return column;
    }

    /** Puts text into the middle of a row. */
    public void putCentred(int row, String text, Role role) {
        put(Math.max(0, (columns - Text.width(Text.visible(text))) / 2), row, text, role);
    }

    /** Puts text into {@code width} columns, cut with an ellipsis if it is longer. */
    public void putClipped(int column, int row, int width, Span span) {
        String shown = Text.clip(Text.visible(span.text()), width, glyph(Glyph.ELLIPSIS));
        put(column, row, shown, span.role());
    }

    /**
     * Puts several pieces one after the other.
     *
     * @return the column after the last
     */
    public int putAll(int column, int row, Iterable<Span> spans) {
        int at = column;
        for (Span span : spans) {
            at = put(at, row, span.text(), span.role());
        }
        return at;
    }

    /**
     * Puts text broken between words, from the top.
     *
     * @return the row after the last line, also when part was cut off
     */
    public int putWrapped(int row, String text, Role role) {
        int at = row;
        for (String line : Text.wrap(text, columns)) {
            put(0, at, line, role);
            at++;
        }
        return at;
    }

    /** Blank, in the role's background. */
    public Canvas fill(Role role) {
        Style style = theme.style(role);
        style.background().ifPresentOrElse(colour -> fill(theme.cell(" ", style, colour)), () -> clear(style));
        return this;
    }

    private void fill(TextCharacter blank) {
        for (int row = top; row < top + rows; row++) {
            for (int column = left; column < left + columns; column++) {
                graphics.setCharacter(column, row, blank);
            }
        }
    }

    /** Every cell keeps its background. */
    private void clear(Style style) {
        Inked blank = new Inked(" ", style);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                cell(column, row, 1, blank);
            }
        }
    }

    /** A line from edge to edge. */
    public void line(int row, Role role) {
        put(0, row, glyph(Glyph.HORIZONTAL).repeat(columns), role);
    }

    /**
     * A frame along the edges with a title in its upper line.
     *
     * @return what is inside the frame
     */
    public Canvas box(String title, Role border) {
        if (columns < 2 || rows < 2) {
            return region(0, 0, 0, 0);
        }
        String line = glyph(Glyph.HORIZONTAL).repeat(columns - 2);
        put(0, 0, glyph(Glyph.TOP_LEFT) + line + glyph(Glyph.TOP_RIGHT), border);
        put(0, rows - 1, glyph(Glyph.BOTTOM_LEFT) + line + glyph(Glyph.BOTTOM_RIGHT), border);
        for (int row = 1; row < rows - 1; row++) {
            put(0, row, glyph(Glyph.VERTICAL), border);
            put(columns - 1, row, glyph(Glyph.VERTICAL), border);
        }
        if (!title.isEmpty() && columns > 6) {
            String shown = Text.clip(Text.visible(title), columns - 6, glyph(Glyph.ELLIPSIS));
            put(2, 0, " " + shown + " ", Role.TITLE);
        }
        return inset(1, 1);
    }
}
