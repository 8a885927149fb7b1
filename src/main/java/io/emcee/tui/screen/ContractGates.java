package io.emcee.tui.screen;

import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The gates before a contract.
 *
 * @param order what must come first; empty when nothing must
 * @param data which rows are still to migrate; empty when none are
 */
record ContractGates(RevisionId contract, Optional<String> order, Optional<String> data) {
    /** Before the contract that comes next. */
    static Optional<ContractGates> next(Progress progress, Map<RevisionId, Long> pending) {
        RevisionGraph graph = progress.graph();
        return graph.byRelease().stream()
                .filter(id -> graph.revision(id).phase() == Phase.CONTRACT && !progress.done(id))
                .findFirst()
                .map(id -> new ContractGates(id, order(id, progress), data(id, progress, pending)));
    }

    private static Optional<String> order(RevisionId contract, Progress progress) {
        Set<RevisionId> before = progress.graph().closure(List.of(contract));
        before.remove(contract);
        return progress.remaining(before).stream().findFirst().map(id -> id + " comes first");
    }

    private static Optional<String> data(RevisionId contract, Progress progress, Map<RevisionId, Long> pending) {
        for (RevisionId migration : progress.graph().awaitedBy(contract)) {
            Long rows = pending.get(migration);
            if (rows != null) {
                return Optional.of(Figures.rows(rows) + " of " + migration + " still to migrate");
            }
            if (!progress.done(migration)) {
                return Optional.of(migration + " is not done");
            }
        }
        return Optional.empty();
    }
}
