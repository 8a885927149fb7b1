package io.emcee.engine;

import io.emcee.revision.Progress;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a gate before a contract is open. Pure: what is pending was asked before.
 *
 * @param closed half a sentence that says why it is not open: {@code "ocata_expand01" comes first and is not applied}
 */
public record GateState(Gate gate, Optional<String> closed) {

    /**
     * Every gate before a contract, in the order in which they are asked.
     *
     * @param pending rows by data migration; those without any left out
     */
    public static List<GateState> before(RevisionId contract, Progress progress, Map<RevisionId, Long> pending) {
        return List.of(
                new GateState(Gate.ORDER, order(contract, progress)),
                new GateState(Gate.DATA, data(List.of(contract), progress, pending)));
    }

    /** Schema revisions only: what is to be done to rows is the other gate's question. */
    private static Optional<String> order(RevisionId contract, Progress progress) {
        RevisionGraph graph = progress.graph();
        return graph.byPhase(graph.closure(List.of(contract))).stream()
                .filter(id -> graph.revision(id).phase().changesSchema())
                .filter(id -> !id.equals(contract) && !progress.done(id))
                .findFirst()
                .map(id -> "\"" + id + "\" comes first and is not applied");
    }

    /** Why rows keep some contracts from running; empty when they do not. */
    static Optional<String> data(Collection<RevisionId> contracts, Progress progress, Map<RevisionId, Long> pending) {
        return awaited(progress, contracts).stream()
                .filter(id -> pending.containsKey(id) || !progress.done(id))
                .findFirst()
                .map(id -> reason(id, pending));
    }

    /** The data migrations that must be done before some contracts, without those that an applied one has closed. */
    static List<RevisionId> awaited(Progress progress, Collection<RevisionId> contracts) {
        RevisionGraph graph = progress.graph();
        Set<RevisionId> before = graph.closure(contracts);
        return graph.byRelease().stream()
                .filter(id -> graph.closedBy(id).filter(before::contains).isPresent() && progress.open(id))
                .toList();
    }

    private static String reason(RevisionId migration, Map<RevisionId, Long> pending) {
        return Optional.ofNullable(pending.get(migration))
                .map(rows -> rows(rows) + " of \"" + migration + "\" still to migrate")
                .orElse("\"" + migration + "\" is not done");
    }

    private static String rows(long count) {
        if (count > Engine.COUNT_LIMIT) {
            return String.format("more than %,d rows", Engine.COUNT_LIMIT);
        }
        return count == 1 ? "1 row" : String.format("%,d rows", count);
    }
}
