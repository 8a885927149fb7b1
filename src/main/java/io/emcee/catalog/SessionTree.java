package io.emcee.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The sessions of a database as a tree of who keeps whom waiting; then, without depth, all others by what they do. */
public final class SessionTree {
    /**
     * A session in the tree.
     *
     * @param depth 0 for a session that waits for none of those shown
     */
    public record Node(Activity activity, int depth) {}

    private static final Comparator<Activity> LONGEST_FIRST =
            Comparator.comparing(SessionTree::millis).reversed().thenComparing(Activity::pid);

    private final Map<Integer, Activity> sessions = new LinkedHashMap<>();
    private final Map<Activity, List<Activity>> waiting = new HashMap<>();
    private final Set<Integer> placed = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();

    private SessionTree(List<Activity> all) {
        all.stream().sorted(LONGEST_FIRST).forEach(activity -> sessions.put(activity.pid(), activity));
        for (Activity activity : sessions.values()) {
            parents(activity)
                    .min(Comparator.comparing(this::waits))
                    .ifPresent(parent -> waiting.computeIfAbsent(parent, none -> new ArrayList<>())
                            .add(activity));
        }
    }

    private static long millis(Activity activity) {
        return activity.session()
                .transaction()
                .or(activity::unchanged)
                .map(Duration::toMillis)
                .orElse(0L);
    }

    /** Every session once, each below the one that blocks it; of several blockers below one that does not wait itself. */
    public static List<Node> of(List<Activity> all) {
        SessionTree tree = new SessionTree(all);
        tree.place(activity -> tree.waiting.containsKey(activity) && !tree.waits(activity));
        // Who waits in a circle, until the server finds the deadlock, has no root.
        tree.place(activity -> activity.wanted().isPresent());
        tree.place(activity -> activity.visible() && !activity.idle() && !activity.idleInTransaction());
        tree.place(Activity::idleInTransaction);
        tree.place(activity -> !activity.idle());
        tree.place(activity -> true);
        return tree.nodes;
    }

    private void place(Predicate<Activity> wanted) {
        sessions.values().stream().filter(wanted).forEach(activity -> place(activity, 0));
    }

    private void place(Activity activity, int depth) {
        if (placed.add(activity.pid())) {
            nodes.add(new Node(activity, depth));
            waiting.getOrDefault(activity, List.of()).forEach(other -> place(other, depth + 1));
        }
    }

    private boolean waits(Activity activity) {
        return parents(activity).findAny().isPresent();
    }

    private Stream<Activity> parents(Activity activity) {
        return activity.blockers().stream().flatMap(pid -> Stream.ofNullable(sessions.get(pid)));
    }
}
