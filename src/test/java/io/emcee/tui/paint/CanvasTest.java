package io.emcee.tui.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.BasicTextImage;
import io.emcee.tui.loop.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private static final Theme DARK = Themes.bundled().load("dark", ColourDepth.INDEXED);

    private final BasicTextImage frame = new BasicTextImage(30, 6);
    private final Canvas canvas = Canvas.on(frame.newTextGraphics(), DARK, Glyphs.UNICODE);

    private String text() {
        return Frames.text(frame).stripTrailing();
    }

    @Test
    void drawsABoxWithItsTitle() {
        canvas.region(0, 0, 16, 3).box("tables", Role.BORDER).put(0, 0, "images", Role.TEXT);
        assertEquals("""
                ╭─ tables ─────╮
                │images        │
                ╰──────────────╯""", text());
    }

    @Test
    void theBoxIsPlainWithoutUnicode() {
        Canvas plain = Canvas.on(frame.newTextGraphics(), DARK, Glyphs.ASCII);
        plain.region(0, 0, 16, 3).box("tables", Role.BORDER);
        assertEquals("""
                +- tables -----+
                |              |
                +--------------+""", text());
    }

    @Test
    void hostileTextIsShownNotObeyed() {
        canvas.put(0, 0, "a\u001b[31m\u202eb\n", Role.TEXT);
        assertEquals("a\\x1b[31m\\u202eb\\n", text());
    }

    @Test
    void textIsCutAtTheEdgesAndAWideCharacterIsNeverHalved() {
        Canvas part = canvas.region(2, 1, 5, 1);
        assertEquals(6, part.put(-1, 0, "x日本語", Role.TEXT));
        part.put(0, 1, "below", Role.TEXT);
        assertEquals("\n  日本", text());
    }

    @Test
    void putsAtTheRightAndInTheMiddle() {
        assertEquals(24, canvas.putRight(0, "images", Role.TEXT));
        canvas.putCentred(1, "日本", Role.TEXT);
        canvas.putClipped(0, 2, 4, Span.of("locations"));
        assertEquals(" ".repeat(24) + "images\n" + " ".repeat(13) + "日本\nloc…", text());
    }

    @Test
    void textWithoutABackgroundKeepsWhatIsBehind() {
        canvas.row(1).fill(Role.SELECTION);
        canvas.put(0, 1, "done", Role.DONE);
        TextColor selected = DARK.style(Role.SELECTION).background().orElseThrow();
        assertEquals(selected, frame.getCharacterAt(0, 1).getBackgroundColor());
        assertEquals(
                DARK.style(Role.DONE).foreground(), frame.getCharacterAt(0, 1).getForegroundColor());
        assertNotEquals(selected, frame.getCharacterAt(0, 0).getBackgroundColor());
    }

    @Test
    void lettersWithMarksAndFlagsTakeTheirTrueWidth() {
        canvas.put(0, 0, "e\u0301\ud83c\udde9\ud83c\uddea|", Role.TEXT);
        assertEquals("e\u0301", frame.getCharacterAt(0, 0).getCharacterString());
        assertEquals("\ud83c\udde9\ud83c\uddea", frame.getCharacterAt(1, 0).getCharacterString());
        assertEquals("|", frame.getCharacterAt(3, 0).getCharacterString());
    }

    @Test
    void nothingIsDrawnOutsideARegionWhateverItsPlace() {
        Random random = new Random(3);
        for (int i = 0; i < 500; i++) {
            Canvas part = canvas.region(random.nextInt(60) - 20, random.nextInt(20) - 8, random.nextInt(40) - 5, 4);
            part.fill(Role.TEXT).box("title", Role.BORDER).putWrapped(0, "some words to wrap", Role.TEXT);
            part.line(random.nextInt(9) - 4, Role.BORDER);
            part.bottom(random.nextInt(9) - 2).putRight(0, "right", Role.TEXT);
            assertTrue(part.columns() >= 0 && part.columns() <= 30 && part.rows() >= 0 && part.rows() <= 6);
        }
    }

    @Test
    void theTableAsksOnlyForRowsOnTheScreen() {
        List<Integer> asked = new ArrayList<>();
        Table.of(Column.growing("table", 8), Column.number("rows", 6))
                .sortedBy(1, true)
                .draw(canvas, new ListState(500_001, 500_000, 1_000_000), row -> {
                    asked.add(row);
                    return List.of(Span.of("image_locations_" + row), Span.of("" + row % 100));
                });
        assertEquals(List.of(500_000, 500_001, 500_002, 500_003, 500_004), asked);
        assertEquals("""
                 table                   rows▼
                 image_locations_500000      0
                ▌image_locations_500001      1
                 image_locations_500002      2
                 image_locations_500003      3
                 image_locations_500004      4""", text());
    }

    @Test
    void theTableCutsWhatIsTooLongAndBearsAnyWidth() {
        Table table = Table.of(Column.growing("table", 6), Column.number("rows", 4));
        for (int width = 0; width < 30; width++) {
            Canvas narrow =
                    Canvas.on(frame.newTextGraphics(), DARK, Glyphs.UNICODE).region(0, 0, width, 3);
            table.draw(narrow, ListState.of(2), row -> List.of(Span.of("locations"), Span.of("123456")));
        }
        Canvas.on(frame.newTextGraphics(), DARK, Glyphs.UNICODE);
        table.draw(canvas.left(12), ListState.of(1), row -> List.of(Span.of("locations"), Span.of("123456")));
        assertEquals(" table  rows\n▌locat… 123…", text());
    }

    @Test
    void theBarIsFullOnlyWhenAllIsDone() {
        assertEquals("██████░░░░", Bar.of(999, 1500).text(10, Glyphs.UNICODE));
        assertEquals("#########.", Bar.of(9_999_999, 10_000_000).text(10, Glyphs.ASCII));
        assertEquals(" 99%", Bar.of(9_999_999, 10_000_000).percent());
        assertEquals("100%", Bar.of(0, 0).percent());
        assertEquals("  0%", new Bar(Double.NaN).percent());
        assertEquals(15, Bar.of(1, 2).draw(canvas, 0, 0, 15));
        assertEquals("█████░░░░░  50%", text());
    }

    @Test
    void theSelectionStaysOnTheScreen() {
        Random random = new Random(5);
        for (int i = 0; i < 3000; i++) {
            int height = 1 + random.nextInt(12);
            ListState state = new ListState(random.nextInt(40), random.nextInt(40), random.nextInt(30));
            ListState moved = move(state, random.nextInt(7), height);
            assertTrue(moved.selected() >= moved.top() && moved.selected() < moved.top() + height, moved::toString);
            assertTrue(moved.top() <= Math.max(0, moved.count() - height), moved::toString);
            assertTrue(moved.selected() < Math.max(1, moved.count()), moved::toString);
        }
    }

    private static ListState move(ListState state, int kind, int height) {
        return switch (kind) {
            case 0 -> state.down(height);
            case 1 -> state.up(height);
            case 2 -> state.pageDown(height);
            case 3 -> state.pageUp(height);
            case 4 -> state.home();
            case 5 -> state.end(height);
            default -> state.withCount(state.count() / 2, height);
        };
    }

    @Test
    void aPageMovesTheScreenByAPage() {
        assertEquals(new ListState(12, 10, 100), new ListState(2, 0, 100).pageDown(10));
        assertEquals(new ListState(99, 90, 100), new ListState(95, 90, 100).pageDown(10));
        assertEquals(new ListState(0, 0, 100), new ListState(2, 0, 100).pageUp(10));
    }
}
