package io.emcee.revision;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a database is at: the last applied revision of the expand branch and of the contract branch, before the split
 * that of the trunk.
 *
 * @param trunk the last applied base revision
 * @param expand the expand head, once a first expand revision is applied
 * @param contract the contract head, once a first contract revision is applied
 */
public record CompositeVersion(Optional<RevisionId> trunk, Optional<RevisionId> expand, Optional<RevisionId> contract) {

    /** The version of a database in which exactly these revisions of the graph are applied. */
    public static CompositeVersion of(RevisionGraph graph, Set<RevisionId> applied) {
        return new CompositeVersion(
                graph.last(Phase.BASE, applied::contains),
                graph.last(Phase.EXPAND, applied::contains),
                graph.last(Phase.CONTRACT, applied::contains));
    }

    public boolean isEmpty() {
        return trunk.isEmpty() && expand.isEmpty() && contract.isEmpty();
    }

    /** {@code ocata_expand01, ocata_contract01}; before the split {@code mitaka02}; empty for an empty database. */
    @Override
    public String toString() {
        String heads = Stream.of(expand, contract)
                .flatMap(Optional::stream)
                .map(RevisionId::text)
                .collect(Collectors.joining(", "));
        return heads.isEmpty() ? trunk.map(RevisionId::text).orElse("") : heads;
    }
}
