package io.emcee.tui.screen;

import io.emcee.tui.paint.ListState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a list, by key: which a filter leaves, and where the operator is. What is selected stays selected when the
 * rows are replaced, sorted or filtered, as long as it is among them.
 *
 * @param texts what the filter looks into, by key and in the order of the list
 * @param shown the keys that contain the filter
 */
record Rows<K>(Map<K, String> texts, List<K> shown, String filter, ListState list) {
    Rows {
        shown = List.copyOf(shown);
    }

    static <K> Rows<K> none() {
        return new Rows<>(Map.of(), List.of(), "", ListState.of(0));
    }

    /**
     * Other rows under the same filter.
     *
     * @param newTexts in the order of the list
     */
    Rows<K> replaced(Map<K, String> newTexts, int height) {
        return kept(newTexts, filter, height);
    }

    Rows<K> filtered(String text, int height) {
        return kept(texts, text, height);
    }

    private Rows<K> kept(Map<K, String> all, String text, int height) {
        String wanted = text.toLowerCase(Locale.ROOT);
        List<K> kept = all.entrySet().stream()
                .filter(row -> row.getValue().toLowerCase(Locale.ROOT).contains(wanted))
                .map(Map.Entry::getKey)
                .toList();
        int place = selected().map(kept::indexOf).orElse(-1);
        ListState moved = new ListState(place < 0 ? list.selected() : place, list.top(), kept.size()).fit(height);
        return new Rows<>(all, kept, text, moved);
    }

    Rows<K> moved(Action action, int height) {
        return new Rows<>(texts, shown, filter, Moves.move(action, list, height));
    }

    Rows<K> fit(int height) {
        return new Rows<>(texts, shown, filter, list.fit(height));
    }

    /** With a row selected and in the middle, so that what comes before and after it is seen. */
    Rows<K> centred(K key, int height) {
        int place = Math.max(0, shown.indexOf(key));
        return new Rows<>(
                texts, shown, filter, new ListState(place, Math.max(0, place - height / 2), shown.size()).fit(height));
    }

    Optional<K> selected() {
        return list.selected() < shown.size() ? Optional.of(shown.get(list.selected())) : Optional.empty();
    }

    /** {@code 3 of 29}. */
    String found() {
        return Figures.count(shown.size()) + " of " + Figures.count(texts.size());
    }

    /** {@code filter: imag, 3 of 29}; empty without a filter. */
    Optional<String> filterLine() {
        return filter.isEmpty() ? Optional.empty() : Optional.of("filter: " + filter + ", " + found());
    }
}
