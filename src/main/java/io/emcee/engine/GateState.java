package io.emcee.engine;

import io.emcee.revision.Progress;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                new GateState(Gate.DATA, data(contract, progress, pending)));
    }

    private static Optional<String> order(RevisionId contract, Progress progress) {
        RevisionGraph graph = progress.graph();
        return graph.byPhase(graph.closure(List.of(contract))).stream()
                .filter(id -> !id.equals(contract) && !progress.done(id))
                .findFirst()
                .map(id -> "\"" + id + "\" comes first and is not applied");
    }

    private static Optional<String> data(RevisionId contract, Progress progress, Map<RevisionId, Long> pending) {
        return Planner.awaited(progress, List.of(contract)).stream()
                .filter(id -> pending.containsKey(id) || !progress.done(id))
                .findFirst()
                .map(id -> reason(id, pending));
    }

    private static String reason(RevisionId migration, Map<RevisionId, Long> pending) {
        return Optional.ofNullable(pending.get(migration))
                .map(rows -> Planner.rows(rows) + " of the data migration \"" + migration + "\" still to migrate")
                .orElse("the data migration \"" + migration + "\" is not done");
    }
}
