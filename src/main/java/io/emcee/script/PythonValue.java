package io.emcee.script;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an expression stands for, as far as its source tells: a text, several, or none.
 *
 * @param sequence whether it is a tuple, a list or a set; {@code None} is an empty one
 * @param items exactly one when it is no sequence
 */
record PythonValue(boolean sequence, List<Item> items) {
    static final PythonValue NONE = new PythonValue(true, List.of());

    /** More and longer ones no revision has; a source could make them grow without end. */
    static final int MOST = 1000;

    PythonValue {
        items = List.copyOf(items);
    }

    /**
     * A text, or what could not be resolved to one.
     *
     * @param text when it is not resolved its source, on one line and shortened
     */
    record Item(String text, boolean resolved) {
        /** {@code ocata_expand01}, {@code migration.EXPAND_BRANCH (unresolved)}. */
        String shown() {
            return resolved ? text : text + " (unresolved)";
        }
    }

    static PythonValue text(String text) {
        return new PythonValue(false, List.of(new Item(text, true)));
    }

    static PythonValue unresolved(String source) {
        return new PythonValue(false, List.of(new Item(source, false)));
    }

    /** @param source for where it comes to nothing */
    static PythonValue sequence(List<PythonValue> values, String source) {
        List<Item> items = new ArrayList<>();
        for (PythonValue value : values) {
            // One within another is no list of revisions.
            items.addAll(value.sequence() ? List.of(new Item(source, false)) : value.items());
        }
        return items.size() > MOST ? unresolved(source) : new PythonValue(true, items);
    }

    /** Both of them, one behind the other. */
    PythonValue plus(PythonValue right, String source) {
        if (sequence && right.sequence && items.size() + right.items.size() <= MOST) {
            return new PythonValue(
                    true, Stream.concat(items.stream(), right.items.stream()).toList());
        }
        boolean texts = !sequence && !right.sequence && resolved() && right.resolved();
        String both = texts ? items.get(0).text() + right.items.get(0).text() : "";
        return texts && both.length() <= MOST ? text(both) : unresolved(source);
    }

    boolean resolved() {
        return items.stream().allMatch(Item::resolved);
    }

    /** What it holds that is resolved. */
    List<String> texts() {
        return items.stream().filter(Item::resolved).map(Item::text).toList();
    }

    /** The source of what it holds that is not. */
    List<String> unresolved() {
        return items.stream()
                .filter(item -> !item.resolved())
                .map(Item::text)
                .distinct()
                .toList();
    }
}
