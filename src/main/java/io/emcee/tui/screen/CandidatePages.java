package io.emcee.tui.screen;

import io.emcee.purge.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a long list that was read last: pages are added at either end, and what is far away is forgotten.
 *
 * @param first whether nothing comes before
 * @param last whether nothing comes after
 * @param fetching whether another page was asked for
 */
record CandidatePages(List<Candidate> rows, boolean first, boolean last, boolean fetching) {
    /** Rows asked for at once. */
    static final int PAGE = 200;

    private static final int KEPT = 1000;

    CandidatePages {
        rows = List.copyOf(rows);
    }

    /** The list's beginning. */
    static CandidatePages first(List<Candidate> page) {
        return new CandidatePages(page, true, page.size() < PAGE, false);
    }

    /** The list's end. */
    static CandidatePages last(List<Candidate> page) {
        return new CandidatePages(page, page.size() < PAGE, true, false);
    }

    CandidatePages after(List<Candidate> page) {
        List<Candidate> all = new ArrayList<>(rows);
        all.addAll(page);
        int from = Math.max(0, all.size() - KEPT);
        return new CandidatePages(all.subList(from, all.size()), first && from == 0, page.size() < PAGE, false);
    }

    CandidatePages before(List<Candidate> page) {
        List<Candidate> all = new ArrayList<>(page);
        all.addAll(rows);
        int end = Math.min(all.size(), KEPT);
        return new CandidatePages(all.subList(0, end), page.size() < PAGE, last && end == all.size(), false);
    }

    CandidatePages asked(boolean now) {
        return new CandidatePages(rows, first, last, now);
    }

    List<List<String>> keys() {
        return rows.stream().map(Candidate::key).toList();
    }

    Optional<Candidate> find(List<String> key) {
        return rows.stream().filter(row -> row.key().equals(key)).findFirst();
    }

    /** {@code 12 rows}, {@code 200 rows and more}. */
    String sum() {
        return Figures.rows(rows.size()) + (first && last ? "" : " and more");
    }
}
