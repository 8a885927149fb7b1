package io.emcee.tui.paint;

/**
 * A column of a {@link Table}: its title, the columns of the terminal it takes, and the side its text stands at.
 *
 * @param least never narrower, as long as the table is wide enough
 * @param share of what is left over, relative to the other columns; 0 for a fixed width
 */
public record Column(String title, int least, int share, Side side) {
    public enum Side {
        LEFT,
        RIGHT
    }

    public static Column fixed(String title, int width) {
        return new Column(title, width, 0, Side.LEFT);
    }

    /** Numbers stand at the right. */
    public static Column number(String title, int width) {
        return new Column(title, width, 0, Side.RIGHT);
    }

    public static Column growing(String title, int least) {
        return new Column(title, least, 1, Side.LEFT);
    }
}
