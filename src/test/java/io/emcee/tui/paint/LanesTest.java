package io.emcee.tui.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.BasicTextImage;
import io.emcee.tui.paint.Lanes.Edge;
import io.emcee.tui.paint.Lanes.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LanesTest {
    private static Node node(String id, String... parents) {
        return Node.of(id, Role.TEXT, parents);
    }

    private static String draw(Glyphs glyphs, Node... newestFirst) {
        Lanes lanes = Lanes.of(List.of(newestFirst));
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < lanes.size(); row++) {
            lines.add((newestFirst[row].id() + " " + lanes.text(row, glyphs)).stripTrailing());
        }
        return String.join("\n", lines);
    }

    @Test
    void drawsAStraightLine() {
        assertEquals("c ○\nb ○\na ○", draw(Glyphs.UNICODE, node("c", "b"), node("b", "a"), node("a")));
    }

    @Test
    void joinsTwoBranchesAtTheRevisionTheyShare() {
        Node[] diamond = {node("e", "c", "d"), node("d", "a"), node("c", "b"), node("b", "a"), node("a")};
        assertEquals("""
                e ○─╮
                d │ ○
                c ○ │
                b ○ │
                a ○─╯""", draw(Glyphs.UNICODE, diamond));
        assertEquals("""
                e o-+
                d | o
                c o |
                b o |
                a o-+""", draw(Glyphs.ASCII, diamond));
    }

    @Test
    void linesCrossWithoutTouching() {
        assertEquals(
                """
                1 ○
                2 ○─╮
                3 ○─│─╮
                5 ○─│─│─╮
                4 │ ○─╯ │
                7 ○─╯   │
                b ○     │
                8       ○""",
                draw(
                        Glyphs.UNICODE,
                        node("1", "2"),
                        node("2", "3", "4"),
                        node("3", "5", "4"),
                        node("5", "7", "8"),
                        node("4", "7"),
                        node("7", "b"),
                        node("b"),
                        node("8")));
    }

    @Test
    void everyLineHasTheColourOfItsEdge() {
        Theme theme = Themes.bundled().load("dark", ColourDepth.INDEXED);
        Lanes lanes = Lanes.of(List.of(
                new Node(
                        "c",
                        List.of(new Edge("b", Role.CONTRACT), new Edge("e", Role.EXPAND)),
                        Glyph.WAITING,
                        Role.CONTRACT),
                node("b", "a"),
                new Node("e", List.of(new Edge("a", Role.EXPAND)), Glyph.APPLIED, Role.DONE),
                node("a")));
        BasicTextImage frame = new BasicTextImage(5, 4);
        Canvas canvas = Canvas.on(frame.newTextGraphics(), theme, Glyphs.UNICODE);
        for (int row = 0; row < lanes.size(); row++) {
            lanes.draw(canvas, 1, row, row);
        }
        TextColor expand = theme.style(Role.EXPAND).foreground();
        assertEquals(
                theme.style(Role.CONTRACT).foreground(),
                frame.getCharacterAt(1, 0).getForegroundColor());
        assertEquals(expand, frame.getCharacterAt(2, 0).getForegroundColor());
        assertEquals(expand, frame.getCharacterAt(3, 0).getForegroundColor());
        assertEquals(expand, frame.getCharacterAt(3, 1).getForegroundColor());
        assertEquals(expand, frame.getCharacterAt(3, 3).getForegroundColor());
        assertEquals("●", frame.getCharacterAt(3, 2).getCharacterString());
        assertEquals(3, lanes.width(0, 4));
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyEdgeIsOneUnbrokenLine(int seed) {
        List<Node> nodes = randomGraph(new Random(seed));
        Lanes lanes = Lanes.of(nodes);
        Map<String, Integer> at = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            at.put(nodes.get(i).id(), i);
        }
        int touched = 0;
        for (int child = 0; child < nodes.size(); child++) {
            Lanes.Row row = lanes.row(child);
            assertFalse(row.passing().get(row.lane()));
            touched += row.joining().size() + row.opening().size() + 1;
            for (int i = 0; i < row.node().edges().size(); i++) {
                int lane = i == 0 ? row.lane() : row.opening().get(i - 1);
                assertUnbroken(
                        lanes,
                        lane,
                        child,
                        at.getOrDefault(row.node().edges().get(i).parent(), -1));
            }
        }
        int edges = nodes.stream().mapToInt(n -> n.edges().size()).sum();
        assertTrue(touched <= nodes.size() + 2 * edges, "work is linear in the edges");
    }

    private static void assertUnbroken(Lanes lanes, int lane, int child, int parent) {
        for (int between = child + 1; between < parent; between++) {
            assertTrue(lanes.row(between).passing().get(lane));
        }
        Lanes.Row end = lanes.row(parent);
        assertTrue(end.lane() == lane || end.joining().contains(lane));
    }

    private static List<Node> randomGraph(Random random) {
        int size = 1 + random.nextInt(40);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Set<String> parents = new LinkedHashSet<>();
            for (int p = random.nextInt(4); p > 0 && i < size - 1; p--) {
                parents.add("r" + (i + 1 + random.nextInt(size - i - 1)));
            }
            nodes.add(node("r" + i, parents.toArray(new String[0])));
        }
        return nodes;
    }
}
