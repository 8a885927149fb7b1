package io.emcee.tui.screen;

import io.emcee.tui.paint.ListState;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The rows of a list, by key: which a filter leaves, and where the operator is. What is selected stays selected when the
 * rows are replaced, sorted or filtered, as long as it is among them.
 *
 * @param all the keys in the order of the list
 * @param text what the filter looks into; asked only when there is one
 * @param shown the keys that contain the filter
 */
record Rows<K>(List<K> all, Function<K, String> text, List<K> shown, String filter, ListState list) {
    Rows {
        all = List.copyOf(all);
        shown = List.copyOf(shown);
    }

    static <K> Rows<K> none() {
        return new Rows<>(List.of(), key -> "", List.of(), "", ListState.of(0));
    }

    /** Other rows under the same filter. */
    Rows<K> replaced(List<K> keys, Function<K, String> texts, int height) {
        List<K> kept = matching(keys, texts, filter);
        return new Rows<>(keys, texts, kept, filter, following(kept, height));
    }

    Rows<K> filtered(String wanted, int height) {
        List<K> kept = matching(all, text, wanted);
        return new Rows<>(all, text, kept, wanted, following(kept, height));
    }

    private static <K> List<K> matching(List<K> keys, Function<K, String> texts, String filter) {
        String wanted = filter.toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                ? keys
                : keys.stream()
                        .filter(key -> texts.apply(key).toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
    }

    private ListState following(List<K> kept, int height) {
        int place = selected().map(kept::indexOf).orElse(-1);
        return new ListState(place < 0 ? list.selected() : place, list.top(), kept.size()).fit(height);
    }

    Rows<K> moved(Action action, int height) {
        return new Rows<>(all, text, shown, filter, Moves.move(action, list, height));
    }

    Rows<K> fit(int height) {
        return new Rows<>(all, text, shown, filter, list.fit(height));
    }

    /** With a row selected and in the middle, so that what comes before and after it is seen. */
    Rows<K> centred(K key, int height) {
        int place = Math.max(0, shown.indexOf(key));
        ListState moved = new ListState(place, Math.max(0, place - height / 2), shown.size());
        return new Rows<>(all, text, shown, filter, moved.fit(height));
    }

    Optional<K> selected() {
        return list.selected() < shown.size() ? Optional.of(shown.get(list.selected())) : Optional.empty();
    }

    /** {@code 3 of 29}. */
    String found() {
        return Figures.count(shown.size()) + " of " + Figures.count(all.size());
    }

    /** {@code filter: imag, 3 of 29}; empty without a filter. */
    Optional<String> filterLine() {
        return filter.isEmpty() ? Optional.empty() : Optional.of("filter: " + filter + ", " + found());
    }
}
