package io.emcee.revision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Which contract ends which data migration: the first one that waits for it. A contract waits for every migrate
 * revision whose {@code depends_on} all lie in the contract's own closure, and for all of an earlier release; never for
 * one that itself comes after the contract.
 *
 * <p>The contracts stand in a line. Every revision has two places on it: that of the last contract before it, and that
 * of the first contract with the revision in its closure.
 */
final class Closing {
    private final List<Revision> parentsFirst;
    private final ToIntFunction<Revision> age;
    private final List<Revision> contracts = new ArrayList<>();
    private final Map<RevisionId, Integer> lastBefore = new HashMap<>();
    private final Map<RevisionId, Integer> firstAfter = new HashMap<>();

    private Closing(List<Revision> parentsFirst, ToIntFunction<Revision> age) {
        this.parentsFirst = parentsFirst;
        this.age = age;
        placeForward();
        placeBackward();
    }

    /**
     * The contract of every migrate revision that has one.
     *
     * @param age the place of a revision's release among the releases, oldest first
     */
    static Map<RevisionId, RevisionId> of(List<Revision> parentsFirst, ToIntFunction<Revision> age) {
        Closing closing = new Closing(parentsFirst, age);
        Map<RevisionId, RevisionId> closedBy = new LinkedHashMap<>();
        parentsFirst.stream()
                .filter(revision -> revision.phase() == Phase.MIGRATE)
                .forEach(migration ->
                        closing.contract(migration).ifPresent(contract -> closedBy.put(migration.id(), contract.id())));
        return closedBy;
    }

    private void placeForward() {
        for (Revision revision : parentsFirst) {
            if (revision.phase() == Phase.CONTRACT) {
                lastBefore.put(revision.id(), contracts.size());
                contracts.add(revision);
            } else {
                lastBefore.put(
                        revision.id(),
                        revision.parents().mapToInt(lastBefore::get).max().orElse(-1));
            }
        }
    }

    private void placeBackward() {
        for (int i = parentsFirst.size() - 1; i >= 0; i--) {
            Revision revision = parentsFirst.get(i);
            if (revision.phase() == Phase.CONTRACT) {
                firstAfter.put(revision.id(), lastBefore.getOrDefault(revision.id(), 0));
            }
            int place = firstAfter.getOrDefault(revision.id(), contracts.size());
            revision.parents().forEach(parent -> firstAfter.merge(parent, place, Math::min));
        }
    }

    private Optional<Revision> contract(Revision migration) {
        int inClosure = migration.dependsOn().stream()
                .mapToInt(needed -> firstAfter.getOrDefault(needed, contracts.size()))
                .max()
                .orElse(contracts.size());
        int place = lastBefore.getOrDefault(migration.id(), -1) + 1;
        while (place < contracts.size()
                && place < inClosure
                && age.applyAsInt(contracts.get(place)) <= age.applyAsInt(migration)) {
            place++;
        }
        return place < contracts.size() ? Optional.of(contracts.get(place)) : Optional.empty();
    }
}
