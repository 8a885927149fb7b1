package io.emcee.tui.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.BasicTextImage;
import com.googlecode.lanterna.graphics.TextImage;
import io.emcee.VtScreen;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.ColourDepth;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.ListState;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import io.emcee.tui.paint.Theme;
import io.emcee.tui.paint.Themes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameEncoderTest {
    private static final Theme DARK = Themes.bundled().load("dark", ColourDepth.INDEXED);
    private static final TextColor[] COLOURS = {
        TextColor.ANSI.DEFAULT,
        TextColor.ANSI.RED,
        TextColor.ANSI.CYAN_BRIGHT,
        new TextColor.Indexed(24),
        new TextColor.RGB(1, 2, 3)
    };

    private final FrameEncoder encoder = new FrameEncoder(true, StandardCharsets.UTF_8);

    @Test
    void movingASelectionOneRowTakesAtMostThreeHundredBytes() {
        encoder.encode(table(0, 10));
        assertTrue(bytes(encoder.encode(table(0, 11))) <= 300);
    }

    @Test
    void scrollingOneLineTakesAtMostFiveHundredBytesWithoutAHint() {
        ListState end = ListState.of(1000).select(37, 36);
        encoder.encode(table(end.top(), end.selected()));
        ListState next = end.down(36);
        assertEquals(end.top() + 1, next.top());
        int up = bytes(encoder.encode(table(next.top(), next.selected())));
        int down = bytes(encoder.encode(table(end.top(), next.selected() - 1)));
        assertTrue(up <= 500, () -> "up: " + up);
        assertTrue(down <= 500, () -> "down: " + down);
    }

    @Test
    void aFrameThatIsShownAlreadyTakesNothing() {
        encoder.encode(table(0, 10));
        assertEquals("", encoder.encode(table(0, 10)));
    }

    @Test
    void aForgottenFrameIsSentWhole() {
        String first = encoder.encode(table(0, 10));
        encoder.forget();
        assertEquals(bytes(first), bytes(encoder.encode(table(0, 10))), 8);
    }

    @Test
    void whatTheCharsetLacksBecomesQuestionMarksOfTheSameWidth() {
        FrameEncoder ascii = new FrameEncoder(true, StandardCharsets.US_ASCII);
        BasicTextImage frame = new BasicTextImage(10, 1);
        Canvas.on(frame.newTextGraphics(), DARK, Glyphs.ASCII).put(0, 0, "aé日b", Role.TEXT);
        String sent = ascii.encode(frame);
        assertTrue(sent.contains("a???b"), sent);
        assertTrue(sent.chars().allMatch(c -> c < 128));
    }

    @Test
    void whereATerminalMayDrawAnotherWidthTheNextPlaceIsNamed() {
        BasicTextImage frame = new BasicTextImage(10, 1);
        Canvas.on(frame.newTextGraphics(), DARK, Glyphs.UNICODE).put(0, 0, "\u2764\ufe0fab", Role.TEXT);
        String sent = encoder.encode(frame);
        assertTrue(sent.contains("  \033[2D\u2764\ufe0f\033[3Gab"), sent);
    }

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** The terminal shows each frame of a random film, whatever was shown before. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theTerminalShowsEveryFrame(int seed) {
        Random random = new Random(seed);
        boolean erasesInColour = seed % 2 == 0;
        int columns = 1 + random.nextInt(30);
        int rows = 1 + random.nextInt(16);
        FrameEncoder filmed = new FrameEncoder(erasesInColour, StandardCharsets.UTF_8);
        VtScreen screen = new VtScreen(columns, rows, erasesInColour);
        TextImage frame = new BasicTextImage(columns, rows);
        for (int i = 0; i < 12; i++) {
            frame = next(frame, random);
            screen.accept(filmed.encode(frame));
            assertShows(frame, screen);
        }
    }

    @Test
    void movedRowsAreScrolledAlsoInsideABox() {
        BasicTextImage before = lines(20, 0);
        BasicTextImage after = lines(20, 3);
        encoder.encode(before);
        String sent = encoder.encode(after);
        assertTrue(sent.contains("\033[3S"), sent);
        assertFalse(sent.contains("kkk"), sent);
    }

    @Test
    void aListIsScrolledAlthoughWhatStandsBesideItChanges() {
        encoder.encode(beside(lines(20, 0), 45));
        String sent = encoder.encode(beside(lines(20, 1), 0));
        assertTrue(sent.contains("\033[S"), sent);
        assertFalse(sent.contains("kkk"), sent);
    }

    @Test
    void aListIsNotScrolledWhereMoreStaysBesideIt() {
        encoder.encode(beside(lines(20, 0), 45));
        String sent = encoder.encode(beside(lines(20, 1), 45));
        assertFalse(sent.contains("\033[S"), sent);
    }

    private static TextImage beside(BasicTextImage list, int length) {
        BasicTextImage frame = list.resize(new TerminalSize(100, 20), TextCharacter.fromString(" ")[0]);
        Canvas right = Canvas.on(frame.newTextGraphics(), DARK, Glyphs.UNICODE).fromColumn(50);
        list.copyTo(frame);
        for (int row = 1; row < 19; row++) {
            right.put(0, row, String.valueOf((char) ('A' + row)).repeat(length), Role.TEXT);
        }
        return frame;
    }

    private static BasicTextImage lines(int rows, int first) {
        BasicTextImage frame = new BasicTextImage(40, rows);
        Canvas inside = Canvas.on(frame.newTextGraphics(), DARK, Glyphs.UNICODE).box("lines", Role.BORDER);
        for (int row = 0; row < inside.rows(); row++) {
            inside.put(0, row, String.valueOf((char) ('a' + first + row)).repeat(30), Role.TEXT);
        }
        return frame;
    }

    private static int bytes(String sent) {
        return sent.getBytes(StandardCharsets.UTF_8).length;
    }

    private static TextImage table(int top, int selected) {
        BasicTextImage frame = new BasicTextImage(new TerminalSize(120, 40));
        Canvas canvas = Canvas.on(frame.newTextGraphics(), DARK, Glyphs.UNICODE);
        canvas.put(0, 0, "emcee  glance  ocata_expand01, ocata_contract01", Role.TITLE);
        canvas.bottom(1).put(0, 0, "Enter open  / filter  q back", Role.FOOTER);
        Table.of(
                        Column.growing("table", 20),
                        Column.number("rows", 12),
                        Column.number("size", 10),
                        Column.number("deleted", 10),
                        Column.fixed("oldest", 20),
                        Column.fixed("state", 10))
                .draw(canvas.region(0, 2, 120, 37), new ListState(selected, top, 1000), FrameEncoderTest::row);
        return frame;
    }

    private static List<Span> row(int row) {
        return List.of(
                Span.of("image_properties_" + row),
                Span.of(String.valueOf(row * 7919)),
                Span.of(row * 31 + " MB"),
                Span.of(String.valueOf(row * 13), Role.DIM),
                Span.of("2026-01-" + (10 + row % 20), Role.DIM),
                Span.of(row % 3 == 0 ? "done" : "pending", row % 3 == 0 ? Role.DONE : Role.PENDING));
    }

    private static TextImage next(TextImage before, Random random) {
        int columns = before.getSize().getColumns();
        int rows = before.getSize().getRows();
        BasicTextImage next = new BasicTextImage(columns, rows);
        int shift = random.nextInt(3) == 0 ? random.nextInt(5) - 2 : 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                TextCharacter moved = before.getCharacterAt(column, Math.floorMod(row + shift, rows));
                if (column + 1 < columns || !moved.isDoubleWidth()) {
                    next.setCharacterAt(column, row, moved);
                }
                column += moved.isDoubleWidth() ? 1 : 0;
            }
        }
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            write(next, random);
        }
        return next;
    }

    private static void write(BasicTextImage frame, Random random) {
        TextColor foreground = COLOURS[random.nextInt(COLOURS.length)];
        TextColor background = COLOURS[random.nextInt(COLOURS.length)];
        SGR[] modifiers = random.nextInt(3) == 0 ? new SGR[] {SGR.values()[random.nextInt(3)]} : new SGR[0];
        String text = random.nextBoolean() ? " " : String.valueOf("abx─é日".charAt(random.nextInt(6)));
        TextCharacter cell = TextCharacter.fromString(text, foreground, background, modifiers)[0];
        int column = random.nextInt(frame.getSize().getColumns());
        int row = random.nextInt(frame.getSize().getRows());
        int step = cell.isDoubleWidth() ? 2 : 1;
        for (int length = random.nextInt(30);
                length > 0 && column + step <= frame.getSize().getColumns();
                length--) {
            frame.setCharacterAt(column, row, cell);
            column += step;
        }
    }

    private static void assertShows(TextImage frame, VtScreen screen) {
        for (int row = 0; row < screen.rows(); row++) {
            for (int column = 0; column < screen.columns(); column++) {
                TextCharacter wanted = frame.getCharacterAt(column, row);
                String at = "row " + row + " column " + column;
                assertEquals(wanted.getCharacterString(), screen.text(row, column), at);
                assertEquals(look(wanted), look(screen, row, column), at);
                column += wanted.isDoubleWidth() ? 1 : 0;
            }
        }
    }

    /** Of a plain blank only the background shows. */
    private static String look(TextCharacter cell) {
        TreeSet<String> modifiers = new TreeSet<>();
        cell.getModifiers().forEach(m -> modifiers.add(code(m)));
        boolean blank = cell.is(' ') && modifiers.isEmpty();
        String foreground = blank
                ? ""
                : new String(cell.getForegroundColor().getForegroundSGRSequence(), StandardCharsets.US_ASCII);
        String background = new String(cell.getBackgroundColor().getBackgroundSGRSequence(), StandardCharsets.US_ASCII);
        return foreground + "|" + background + "|" + String.join(",", modifiers);
    }

    private static String look(VtScreen screen, int row, int column) {
        String look = screen.look(row, column);
        boolean blank = screen.text(row, column).equals(" ") && look.endsWith("|");
        return blank ? look.substring(look.indexOf('|')) : look;
    }

    private static String code(SGR modifier) {
        return switch (modifier) {
            case BOLD -> "1";
            case REVERSE -> "7";
            case UNDERLINE -> "4";
            default -> throw new IllegalArgumentException(modifier.name());
        };
    }
}
