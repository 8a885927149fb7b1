package io.emcee.tui.screen;

import io.emcee.engine.Recorded;
import io.emcee.journal.Entry;
import io.emcee.journal.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was read of the journal so far: the newest entries that a filter leaves, without a gap.
 *
 * @param present whether the database has a journal
 * @param entries newest first
 * @param seen the number of the newest entry that was looked at, whether or not the filter leaves it; 0 for none
 * @param whole whether there are no older ones
 * @param fetching whether older ones are being read
 */
record JournalPages(
        Filter filter, boolean present, List<Recorded> entries, long seen, boolean whole, boolean fetching) {
    /** How many entries are read at a time. */
    static final int PAGE = 200;

    JournalPages {
        entries = List.copyOf(entries);
    }

    /** The first page. */
    static JournalPages of(Filter filter, boolean present, long seen, List<Entry> page) {
        return new JournalPages(filter, present, read(page.stream()), seen, page.size() < PAGE, false);
    }

    private static List<Recorded> read(Stream<Entry> page) {
        return page.map(Recorded::of).toList();
    }

    /** With what was written since; what is known already is left out. */
    JournalPages newer(List<Entry> oldestFirst) {
        List<Recorded> all = new ArrayList<>();
        read(oldestFirst.stream().filter(entry -> entry.number() > seen)).forEach(entry -> all.add(0, entry));
        if (all.isEmpty()) {
            return this;
        }
        long last = all.get(0).entry().number();
        all.addAll(entries);
        return new JournalPages(filter, true, all, last, whole, fetching);
    }

    JournalPages fetching(boolean now) {
        return new JournalPages(filter, present, entries, seen, whole, now);
    }

    /** With the page that follows the last one. */
    JournalPages older(List<Entry> page) {
        List<Recorded> all = new ArrayList<>(entries);
        all.addAll(read(page.stream()));
        return new JournalPages(filter, present, all, seen, page.size() < PAGE, false);
    }

    /** The smallest number that was read. */
    long oldest() {
        return entries.isEmpty()
                ? Long.MAX_VALUE
                : entries.get(entries.size() - 1).entry().number();
    }

    List<Long> numbers() {
        return entries.stream().map(recorded -> recorded.entry().number()).toList();
    }

    /** {@code 1 entry}, {@code 31 entries}, {@code the newest 200 entries}. */
    String sum() {
        String sum = Figures.count(entries.size()) + (entries.size() == 1 ? " entry" : " entries");
        return whole ? sum : "the newest " + sum;
    }
}
