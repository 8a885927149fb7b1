package io.emcee.tui.paint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A revision graph as lanes, one row a node, newest first. A lane is a column that waits for one parent: it opens on the
 * child's row and joins the parent's row, so each edge is opened once and closed once. Lanes never slide sideways. A
 * parent that is not in the list runs off the bottom.
 */
public final class Lanes {
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, TreeSet<Integer>> waiting = new HashMap<>();
    private final BitSet busy = new BitSet();
    /** For each lane, the role it has from a row on. */
    private final List<NavigableMap<Integer, Role>> roles = new ArrayList<>();

    /** A line to a parent. */
    public record Edge(String parent, Role role) {}

    /**
     * A revision as the lanes see it.
     *
     * @param edges main line first
     */
    public record Node(String id, List<Edge> edges, Glyph mark, Role role) {
        public Node {
            edges = List.copyOf(edges);
        }

        /** A node whose lines all look like itself. */
        public static Node of(String id, Role role, String... parents) {
            List<Edge> edges = new ArrayList<>();
            for (String parent : parents) {
                edges.add(new Edge(parent, role));
            }
            return new Node(id, edges, Glyph.WAITING, role);
        }
    }

    /**
     * One drawn row: the node, its lane, and the lanes whose lines touch the row.
     *
     * @param joining lanes of newer nodes that end here, beside {@code lane}
     * @param opening lanes that begin here, one for each edge after the first
     * @param passing lanes that cross the row without touching the node
     */
    record Row(Node node, int lane, List<Integer> joining, List<Integer> opening, BitSet passing) {}

    private Lanes() {}

    /**
     * Lays the graph out, in time linear in nodes and edges.
     *
     * @param newestFirst children before their parents
     */
    public static Lanes of(List<Node> newestFirst) {
        Lanes lanes = new Lanes();
        newestFirst.forEach(lanes::place);
        return lanes;
    }

    private void place(Node node) {
        TreeSet<Integer> arriving = waiting.containsKey(node.id()) ? waiting.get(node.id()) : new TreeSet<>();
        waiting.remove(node.id());
        int lane = arriving.isEmpty() ? busy.nextClearBit(0) : arriving.first();
        List<Integer> joining = arriving.stream().skip(1).toList();
        BitSet passing = (BitSet) busy.clone();
        arriving.forEach(passing::clear);
        busy.set(lane);
        List<Integer> opening = open(node, lane);
        // Freed only now, so that no lane both closes and opens on one row.
        joining.forEach(busy::clear);
        if (node.edges().isEmpty()) {
            busy.clear(lane);
        }
        rows.add(new Row(node, lane, joining, opening, passing));
    }

    private List<Integer> open(Node node, int lane) {
        List<Integer> opening = new ArrayList<>();
        for (int i = 0; i < node.edges().size(); i++) {
            int target = i == 0 ? lane : busy.nextClearBit(0);
            if (i > 0) {
                opening.add(target);
            }
            await(target, node.edges().get(i));
        }
        return List.copyOf(opening);
    }

    private void await(int lane, Edge edge) {
        busy.set(lane);
        waiting.computeIfAbsent(edge.parent(), id -> new TreeSet<>()).add(lane);
        paint(lane, edge.role());
    }

    private void paint(int lane, Role role) {
        while (roles.size() <= lane) {
            roles.add(new TreeMap<>());
        }
        roles.get(lane).put(rows.size(), role);
    }

    public int size() {
        return rows.size();
    }

    Row row(int index) {
        return rows.get(index);
    }

    /** How many columns of the terminal rows {@code from} to {@code to} (exclusive) need. */
    public int width(int from, int to) {
        int last = 0;
        for (int i = Math.max(0, from); i < Math.min(to, rows.size()); i++) {
            last = Math.max(last, LanePainter.last(rows.get(i)));
        }
        return rows.isEmpty() ? 0 : 2 * last + 1;
    }

    /** One row as text, without colour. */
    public String text(int index, Glyphs glyphs) {
        return new LanePainter(rows.get(index)).text(glyphs);
    }

    /** Draws one row of the graph from a place on to the right. */
    public void draw(Canvas canvas, int column, int row, int index) {
        new LanePainter(rows.get(index)).draw(canvas.region(column, row, canvas.columns(), 1), this, index);
    }

    /** The role of a lane between a row and the one before it. */
    Role above(int lane, int index) {
        return role(lane, index - 1);
    }

    /** The role of a lane between a row and the one after it. */
    Role below(int lane, int index) {
        return role(lane, index);
    }

    private Role role(int lane, int index) {
        Map.Entry<Integer, Role> entry = lane < roles.size() ? roles.get(lane).floorEntry(index) : null;
        return entry == null ? Role.TEXT : entry.getValue();
    }
}
