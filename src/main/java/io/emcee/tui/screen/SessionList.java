package io.emcee.tui.screen;

import io.emcee.catalog.Activity;
import io.emcee.catalog.SessionTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The sessions of a database in the order in which they are shown. */
record SessionList(List<Activity> sessions, Order order, Map<Integer, SessionTree.Node> nodes) {
    /** By what the rows are sorted. */
    enum Sort {
        /** Who blocks whom, then by what they do. */
        TREE(""),
        ROLE("Role"),
        APPLICATION("Application"),
        LONGEST("For");

        private final String title;

        Sort(String title) {
            this.title = title;
        }

        /** The title of the column; empty when it is none. */
        String title() {
            return title;
        }
    }

    /** What it is sorted by, and the direction. */
    record Order(Sort by, boolean descending) {
        /** The next one, in the direction that shows first what is looked for. */
        Order next() {
            List<Sort> all = List.of(Sort.values());
            Sort next = all.get((all.indexOf(by) + 1) % all.size());
            return new Order(next, next == Sort.LONGEST);
        }

        Order reversed() {
            return new Order(by, !descending);
        }
    }

    SessionList {
        sessions = List.copyOf(sessions);
    }

    static SessionList none() {
        return of(List.of(), new Order(Sort.TREE, false));
    }

    private static SessionList of(List<Activity> sessions, Order order) {
        List<SessionTree.Node> tree = SessionTree.of(sessions);
        List<SessionTree.Node> sorted = order.by() == Sort.TREE
                ? tree
                : tree.stream()
                        .map(node -> new SessionTree.Node(node.activity(), 0))
                        .sorted(comparator(order))
                        .toList();
        Map<Integer, SessionTree.Node> nodes = new LinkedHashMap<>();
        sorted.forEach(node -> nodes.put(node.activity().pid(), node));
        return new SessionList(sessions, order, nodes);
    }

    private static Comparator<SessionTree.Node> comparator(Order order) {
        Comparator<SessionTree.Node> by = switch (order.by()) {
            case TREE -> Comparator.comparing(node -> 0);
            case ROLE ->
                Comparator.comparing(node -> node.activity().session().role().orElse(""));
            case APPLICATION ->
                Comparator.comparing(
                        node -> node.activity().session().application().orElse(""));
            case LONGEST ->
                Comparator.comparing(node -> lasting(node.activity()).orElse(Duration.ZERO));
        };
        return order.descending() ? by.reversed() : by;
    }

    SessionList read(List<Activity> now) {
        return of(now, order);
    }

    SessionList sorted(Order by) {
        return of(sessions, by);
    }

    /** In the order in which they are shown. */
    List<Integer> pids() {
        return List.copyOf(nodes.keySet());
    }

    SessionTree.Node node(int pid) {
        return Objects.requireNonNull(nodes.get(pid));
    }

    Optional<Activity> find(int pid) {
        return Optional.ofNullable(nodes.get(pid)).map(SessionTree.Node::activity);
    }

    /** Those that wait for a session. */
    List<Activity> waitingFor(int pid) {
        return sessions.stream()
                .filter(activity -> activity.blockers().contains(pid))
                .toList();
    }

    /** How long it has been what the list says it is. */
    static Optional<Duration> lasting(Activity activity) {
        if (activity.wanted().isPresent()) {
            return activity.wanted().get().waiting();
        }
        return activity.idleInTransaction() ? activity.session().transaction() : activity.unchanged();
    }

    /** One word or two: what it does. */
    static String doing(Activity activity) {
        if (activity.wanted().isPresent()) {
            return "waits for lock";
        }
        String state = activity.session().state().orElse("not visible");
        return switch (state) {
            case "idle in transaction" -> "in transaction";
            case "idle in transaction (aborted)" -> "failed, open";
            case "fastpath function call" -> "active";
            default -> state;
        };
    }

    /** What a filter looks into. */
    String text(int pid) {
        Activity activity = node(pid).activity();
        return pid + " " + activity.session() + " " + doing(activity) + " "
                + activity.session().query().orElse("");
    }

    /** {@code 12 sessions: 2 waiting for a lock, 3 active, 1 in transaction, 6 idle}. */
    String sum() {
        List<String> parts = new ArrayList<>();
        part(parts, activity -> activity.wanted().isPresent(), "waiting for a lock");
        part(parts, activity -> doing(activity).equals("active"), "active");
        part(parts, Activity::idleInTransaction, "in transaction");
        part(parts, Activity::idle, "idle");
        return Figures.plural(sessions.size(), "session") + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    private void part(List<String> parts, Predicate<Activity> counted, String words) {
        long count = sessions.stream().filter(counted).count();
        if (count > 0) {
            parts.add(Figures.count(count) + " " + words);
        }
    }

    /** What cannot be seen, and what to do about it; empty when everything can. */
    Optional<String> hidden() {
        long hidden = sessions.stream().filter(activity -> !activity.visible()).count();
        return hidden == 0
                ? Optional.empty()
                : Optional.of(Figures.plural(hidden, "session")
                        + " whose query this role may not see; grant it pg_read_all_stats. ");
    }
}
