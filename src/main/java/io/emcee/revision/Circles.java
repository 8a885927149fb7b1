package io.emcee.revision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Goes through revisions depth first, parents before children, and finds where that comes back to where it was. Without
 * recursion, and linear in revisions and edges: a folder may hold anything.
 */
final class Circles {
    /** Whoever has mended so many may ask again. */
    private static final int MOST = 100;

    private final Map<RevisionId, Revision> known;
    private final Map<RevisionId, Integer> place = new HashMap<>();
    private final Map<RevisionId, Integer> onPath = new HashMap<>();
    private final List<RevisionId> path = new ArrayList<>();
    private final Deque<Iterator<RevisionId>> parents = new ArrayDeque<>();
    private final Set<RevisionId> listed = new HashSet<>();
    private final List<List<RevisionId>> found = new ArrayList<>();

    private Circles(Map<RevisionId, Revision> known) {
        this.known = known;
        new TreeSet<>(known.keySet()).forEach(this::visit);
    }

    /** @param known the revisions by id; parents that are not among them are passed over */
    static Circles among(Map<RevisionId, Revision> known) {
        return new Circles(known);
    }

    /** Each circle with its first revision repeated at its end; every one that begins at another revision, up to 100. */
    List<List<RevisionId>> found() {
        return List.copyOf(found);
    }

    /**
     * The parents with which no revision waits for itself: all but the last step of every circle.
     *
     * @param some parents of a known revision
     */
    List<RevisionId> kept(RevisionId child, Collection<RevisionId> some) {
        int own = Objects.requireNonNull(place.get(child));
        return some.stream()
                .distinct()
                .filter(parent -> place.getOrDefault(parent, own) < own)
                .toList();
    }

    private void visit(RevisionId start) {
        if (!place.containsKey(start)) {
            enter(start);
        }
        while (!path.isEmpty()) {
            Iterator<RevisionId> left = parents.element();
            if (left.hasNext()) {
                follow(left.next());
            } else {
                leave();
            }
        }
    }

    private void follow(RevisionId parent) {
        if (onPath.containsKey(parent)) {
            list(parent);
        } else if (known.containsKey(parent) && !place.containsKey(parent)) {
            enter(parent);
        }
    }

    private void enter(RevisionId id) {
        onPath.put(id, path.size());
        path.add(id);
        parents.push(Objects.requireNonNull(known.get(id)).parents().iterator());
    }

    private void leave() {
        RevisionId done = path.remove(path.size() - 1);
        onPath.remove(done);
        parents.pop();
        place.put(done, place.size());
    }

    private void list(RevisionId start) {
        if (found.size() < MOST && !listed.contains(start)) {
            List<RevisionId> circle =
                    new ArrayList<>(path.subList(Objects.requireNonNull(onPath.get(start)), path.size()));
            listed.addAll(circle);
            circle.add(start);
            found.add(List.copyOf(circle));
        }
    }
}
