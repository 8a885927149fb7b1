package io.emcee.script;

import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives every revision its version: the one it states, else the one after its parent's. Copes with revisions that form
 * no graph, so that a problem with versions is listed beside the others.
 */
final class Numbering {
    private final Map<RevisionId, Draft> drafts = new LinkedHashMap<>();
    private final Map<RevisionId, Integer> versions = new HashMap<>();
    private final Map<Phase, Map<Integer, Draft>> taken = new EnumMap<>(Phase.class);

    private Numbering(Collection<Draft> all) {
        all.forEach(draft -> drafts.putIfAbsent(draft.id(), draft));
        drafts.forEach((id, draft) -> draft.header().version().ifPresent(version -> versions.put(id, version)));
    }

    /** The versions; a revision of which none can be told is left out. */
    static Map<RevisionId, Integer> of(Collection<Draft> drafts) {
        Numbering numbering = new Numbering(drafts);
        Collection<Draft> each = numbering.drafts.values();
        each.forEach(numbering::number);
        each.forEach(numbering::checkOrder);
        each.forEach(numbering::checkUnique);
        return numbering.versions;
    }

    /** Goes up to the first ancestor whose version is known, and numbers down from there. */
    private void number(Draft draft) {
        Deque<Draft> waiting = new ArrayDeque<>();
        Set<RevisionId> seen = new HashSet<>();
        Optional<Draft> at = Optional.of(draft);
        while (at.filter(next -> version(next).isEmpty() && seen.add(next.id())).isPresent()) {
            waiting.push(at.get());
            at = at.flatMap(this::parent);
        }
        waiting.forEach(next -> next(next).ifPresent(version -> versions.put(next.id(), version)));
    }

    /** What is known so far. */
    private Optional<Integer> version(Draft draft) {
        return Optional.ofNullable(versions.get(draft.id()));
    }

    /** The version that follows from the parent's. */
    private Optional<Integer> next(Draft draft) {
        if (!draft.followsParent() || draft.header().has("version")) {
            return Optional.empty();
        }
        return draft.revision().downRevisions().isEmpty()
                ? Optional.of(1)
                : parent(draft).flatMap(this::version).map(version -> version + 1);
    }

    private Optional<Draft> parent(Draft draft) {
        return draft.revision().downRevisions().stream().findFirst().flatMap(id -> Optional.ofNullable(drafts.get(id)));
    }

    private void checkOrder(Draft draft) {
        Optional<Integer> parent = draft.followsParent() ? parent(draft).flatMap(this::version) : Optional.empty();
        version(draft)
                .filter(version -> parent.filter(before -> version <= before).isPresent())
                .ifPresent(version -> draft.problem(
                        "version",
                        "version " + version + " of \"" + draft.id() + "\" is not above its down_revision's "
                                + parent.orElseThrow() + "; raise it, or leave it out"));
    }

    /** Where neither version is stated, the branch forks, which is told elsewhere. */
    private void checkUnique(Draft draft) {
        version(draft).ifPresent(version -> {
            Draft other = taken.computeIfAbsent(draft.revision().phase(), phase -> new HashMap<>())
                    .putIfAbsent(version, draft);
            if (other != null && (states(draft) || states(other))) {
                draft.problem(
                        "version",
                        "version " + version + " of \"" + draft.id() + "\" is already that of \"" + other.id()
                                + "\"; give it another one");
            }
        });
    }

    private static boolean states(Draft draft) {
        return draft.header().version().isPresent();
    }
}
