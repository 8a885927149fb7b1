package io.emcee.tui.screen;

import io.emcee.engine.Recorded;
import io.emcee.journal.Entry;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the journal in full: when and by whom, each fact on a line, statements as SQL. No fact can look like more
 * than one line, whatever it holds.
 */
record EntryDetails(Recorded recorded) {
    private static final int LABEL = 11;
    private static final String INDENT = "  ";
    private static final String STATEMENTS = "statements";
    private static final String SQL = "sql";

    List<Span> lines() {
        Entry entry = recorded.entry();
        List<Span> lines = new ArrayList<>();
        add(lines, "At", entry.at().toString());
        add(lines, "Run", entry.run().isPresent() ? String.valueOf(entry.run().getAsLong()) : "none");
        add(lines, "What", entry.kind());
        add(lines, "Who", entry.author().toString());
        add(lines, "With", entry.author().application());
        add(lines, "Hash", entry.hash().text());
        lines.add(Span.of(""));
        if (recorded.facts().isEmpty()) {
            lines.add(Span.of(entry.facts(), Role.CODE));
        }
        recorded.facts().forEach((name, value) -> {
            if (name.equals(STATEMENTS) && value instanceof List<?> list) {
                statements(lines, list);
            } else {
                fact(lines, "", name, value);
            }
        });
        return lines;
    }

    private static void add(List<Span> lines, String label, String value) {
        lines.add(Span.of(Text.pad(Text.visible(label), LABEL) + " " + Text.visible(value)));
    }

    private static void fact(List<Span> lines, String indent, String name, Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            lines.add(Span.of(indent + Text.visible(name)));
            map.forEach((key, inner) -> fact(lines, indent + INDENT, String.valueOf(key), inner));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            lines.add(Span.of(indent + Text.visible(name)));
            list.forEach(item -> item(lines, indent + INDENT, item));
        } else {
            add(lines, indent + name, text(value));
        }
    }

    /** The first fact of an item is at its mark, the others below it. */
    private static void item(List<Span> lines, String indent, Object item) {
        if (item instanceof Map<?, ?> map) {
            int first = lines.size();
            map.forEach((key, inner) -> fact(lines, indent + INDENT, String.valueOf(key), inner));
            if (lines.size() > first) {
                String marked = lines.get(first).text().substring(indent.length() + INDENT.length());
                lines.set(first, Span.of(indent + "- " + marked));
            }
        } else {
            lines.add(Span.of(indent + "- " + Text.visible(text(item))));
        }
    }

    private static String text(Object value) {
        boolean none = value instanceof Optional<?>
                || value instanceof List<?>
                || value instanceof Map<?, ?>
                || value.toString().isEmpty();
        return none ? "none" : value.toString();
    }

    private static void statements(List<Span> lines, List<?> statements) {
        for (Object statement : statements) {
            lines.add(Span.of(""));
            if (statement instanceof Map<?, ?> map) {
                // In whatever order they were written, the statement stands first.
                map.forEach((name, value) -> {
                    if (name.equals(SQL)) {
                        code(lines, text(value));
                    }
                });
                map.forEach((name, value) -> {
                    if (!name.equals(SQL)) {
                        fact(lines, "", String.valueOf(name), value);
                    }
                });
            } else {
                code(lines, text(statement));
            }
        }
    }

    private static void code(List<Span> lines, String sql) {
        Text.lines(sql.strip()).forEach(line -> lines.add(Span.of(line, Role.CODE)));
    }
}
