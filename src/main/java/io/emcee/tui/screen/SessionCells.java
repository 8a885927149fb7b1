package io.emcee.tui.screen;

import io.emcee.catalog.Activity;
import io.emcee.catalog.SessionTree;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The sessions' rows as text, for a table of so many columns. */
record SessionCells(SessionList list, Glyphs glyphs, int width) {
    private static final int MEDIUM = 60;
    private static final int WIDE = 110;

    /** A step of the tree takes as many columns as its sign. */
    private static final int STEP = 3;

    Table table() {
        List<Column> columns = columns();
        Table table = new Table(columns, OptionalInt.empty(), false);
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).title().equals(list.order().by().title()))
                .mapToObj(i -> table.sortedBy(i, list.order().descending()))
                .findFirst()
                .orElse(table);
    }

    private List<Column> columns() {
        int depth = list.nodes().values().stream()
                .mapToInt(SessionTree.Node::depth)
                .max()
                .orElse(0);
        Column pid = Column.fixed("Pid", 8 + STEP * Math.min(depth, width < MEDIUM ? 1 : 3));
        Column doing = Column.fixed("State", 14);
        Column lasting = Column.number("For", 7);
        if (width < MEDIUM) {
            return List.of(pid, doing, lasting, Column.growing("Role", 6));
        }
        List<Column> columns = new ArrayList<>(List.of(
                pid, doing, lasting, Column.fixed("Role", 10), Column.fixed("Application", width < WIDE ? 12 : 24)));
        if (width >= WIDE) {
            columns.add(Column.fixed("Client", 15));
        }
        columns.add(Column.growing("Query", 10));
        return columns;
    }

    List<Span> of(int pid) {
        SessionTree.Node node = list.node(pid);
        Activity activity = node.activity();
        List<Span> cells = new ArrayList<>();
        cells.add(Span.of(indent(node.depth()) + (pid == 0 ? "prepared" : pid)));
        cells.add(Span.of(SessionList.doing(activity), role(activity)));
        cells.add(Span.of(SessionList.lasting(activity).map(SessionCells::brief).orElse(""), Role.DIM));
        cells.add(Span.of(activity.session().role().orElse("")));
        if (width >= MEDIUM) {
            cells.add(
                    Span.of(activity.session().application().or(activity::kind).orElse("")));
        }
        if (width >= WIDE) {
            cells.add(Span.of(activity.session().client().orElse(""), Role.DIM));
        }
        cells.add(Span.of(query(activity), activity.idle() ? Role.DIM : Role.CODE));
        return cells;
    }

    private String indent(int depth) {
        return depth == 0
                ? ""
                : " ".repeat(STEP * (depth - 1)) + glyphs.of(Glyph.BOTTOM_LEFT) + glyphs.of(Glyph.HORIZONTAL) + " ";
    }

    private static String query(Activity activity) {
        return activity.session().query().map(Logged::oneLine).orElse("");
    }

    /** The one that holds the others up is what is looked for. */
    private Role role(Activity activity) {
        if (!list.waitingFor(activity.pid()).isEmpty() && activity.wanted().isEmpty()) {
            return Role.ERROR;
        }
        if (activity.wanted().isPresent() || activity.idleInTransaction()) {
            return Role.WARNING;
        }
        return activity.idle() || !activity.visible() ? Role.DIM : Role.RUNNING;
    }

    /** {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 2 d}. */
    static String brief(Duration time) {
        return time.toSeconds() < 60 ? time.toSeconds() + " s" : Figures.age(time);
    }
}
