package io.emcee.revision;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far a database is in a graph.
 *
 * @param applied the revisions in its histories
 * @param pending the data migrations whose question still finds rows, applied or not; asked only of {@link #open} ones
 */
public record Progress(RevisionGraph graph, Set<RevisionId> applied, Set<RevisionId> pending) {
    public Progress {
        applied = Set.copyOf(applied);
        pending = Set.copyOf(pending);
    }

    public static Progress none(RevisionGraph graph) {
        return new Progress(graph, Set.of(), Set.of());
    }

    public CompositeVersion version() {
        return CompositeVersion.of(graph, applied);
    }

    /** Whether a data migration may still be asked what is pending: until the contract that closes it is applied. */
    public boolean open(RevisionId migration) {
        return graph.closedBy(migration).filter(applied::contains).isEmpty();
    }

    /** Whether nothing is left to do for a revision. */
    public boolean done(RevisionId id) {
        return graph.revision(id).phase().changesSchema()
                ? applied.contains(id)
                : !open(id) || (applied.contains(id) && !pending.contains(id));
    }

    /** What is left to do of a target, in the order in which an upgrade does it. */
    public List<RevisionId> remaining(Set<RevisionId> target) {
        Set<RevisionId> left = new LinkedHashSet<>(target);
        left.removeIf(this::done);
        return graph.byPhase(left);
    }

    /** What comes next on the way to a target. */
    public Stage stage(Set<RevisionId> target) {
        return remaining(target).stream()
                .findFirst()
                .map(id -> Stage.of(graph.revision(id).phase()))
                .orElse(Stage.COMPLETE);
    }

    /** The contract that comes next; empty when every one is applied. */
    public Optional<RevisionId> nextContract() {
        return graph.byRelease().stream()
                .filter(id -> graph.revision(id).phase() == Phase.CONTRACT && !applied.contains(id))
                .findFirst();
    }

    /** The newest release of which every revision is done; empty before the first one. */
    public Optional<String> release() {
        return graph.releases().stream()
                .filter(release -> graph.release(release).stream().allMatch(this::done))
                .reduce((older, newer) -> newer);
    }
}
