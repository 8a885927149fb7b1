package io.emcee.tui.screen;

import io.emcee.catalog.QualifiedName;
import io.emcee.purge.Candidate;
import io.emcee.purge.Cutoff;
import io.emcee.purge.Review;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which rows are browsed.
 *
 * @param anomalies whether those whose marks contradict each other, instead of the candidates
 * @param filter what the key must contain; empty for any
 */
record CandidateQuery(QualifiedName table, Cutoff cutoff, boolean anomalies, String filter) {
    CandidateQuery filtered(String text) {
        return new CandidateQuery(table, cutoff, anomalies, text);
    }

    /** The anomalies instead of the candidates, or the other way round. */
    CandidateQuery turned() {
        return new CandidateQuery(table, cutoff, !anomalies, "");
    }

    /** A page beside a row, or at one end; waits no longer than a screen does. */
    List<Candidate> page(World world, Optional<List<String>> beside, boolean backwards) {
        Review.Slice slice = new Review.Slice(beside, backwards, CandidatePages.PAGE, filter, Duration.ZERO);
        return anomalies
                ? world.review().anomalies(table, slice)
                : world.review().candidates(table, cutoff, slice);
    }

    String title() {
        return anomalies ? "anomalies" : "candidates";
    }
}
