package io.emcee.lint;

import io.emcee.revision.RevisionId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the linter says of some revisions, in the order of their releases. */
public record Report(List<RevisionReport> revisions) {
    public Report {
        revisions = List.copyOf(revisions);
    }

    /** The same for some of the revisions only; one that was not looked at is left out. */
    public Report of(Collection<RevisionId> ids) {
        return new Report(revisions.stream()
                .filter(report -> ids.contains(report.revision().id()))
                .toList());
    }

    /** The report of one revision; empty when it was not looked at. */
    public Optional<RevisionReport> of(RevisionId id) {
        return revisions.stream()
                .filter(report -> report.revision().id().equals(id))
                .findFirst();
    }

    public Stream<Finding> findings() {
        return revisions.stream().flatMap(RevisionReport::findings);
    }

    /** Whether something is wrong that is not waived. */
    public boolean refuses() {
        return findings().anyMatch(Finding::refuses);
    }
}
