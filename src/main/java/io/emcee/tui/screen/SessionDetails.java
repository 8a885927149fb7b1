package io.emcee.tui.screen;

import io.emcee.catalog.Activity;
import io.emcee.catalog.Blocker;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One session in full: who it is, what it does, whom it waits for and who waits for it. */
record SessionDetails(SessionList list, Activity activity) {
    private static final int LABEL = 13;

    List<Span> lines() {
        Blocker session = activity.session();
        List<Span> lines = new ArrayList<>();
        add(lines, "Role", session.role());
        add(lines, "Application", session.application());
        add(lines, "Client", session.client());
        add(lines, "Kind", activity.kind());
        add(lines, "Connected", activity.connected().map(SessionDetails::ago));
        add(lines, "Transaction", session.transaction().map(age -> "begun " + ago(age)));
        add(lines, "State", Optional.of(state()));
        activity.wanted().ifPresent(lock -> {
            String since =
                    lock.waiting().map(time -> ", for " + Figures.elapsed(time)).orElse("");
            lines.add(Span.of(label("Waits for") + lock.what() + since, Role.WARNING));
            activity.blockers().forEach(pid -> add(lines, "Blocked by", Optional.of(name(pid))));
        });
        List<Activity> waiting = list.waitingFor(activity.pid());
        if (!waiting.isEmpty()) {
            String pids = waiting.stream().map(other -> "pid " + other.pid()).collect(Collectors.joining(", "));
            lines.add(Span.of(label("Blocks") + pids, Role.ERROR));
        }
        lines.add(Span.of(""));
        lines.addAll(query());
        return lines;
    }

    private static void add(List<Span> lines, String label, Optional<String> value) {
        value.ifPresent(text -> lines.add(Span.of(label(label) + text)));
    }

    private static String label(String label) {
        return Text.pad(label, LABEL);
    }

    private static String ago(Duration age) {
        return Figures.elapsed(age) + " ago";
    }

    private String state() {
        String state = activity.session().state().orElse("your role may not see it");
        String since = activity.unchanged()
                .map(time -> " for " + Figures.elapsed(time))
                .orElse("");
        return state
                + since
                + activity.waitsFor().map(wait -> " (" + wait + ")").orElse("");
    }

    private String name(int pid) {
        return list.find(pid)
                .map(other -> other.session().toString())
                .orElse(pid == 0 ? "a prepared transaction" : "pid " + pid);
    }

    private List<Span> query() {
        Optional<String> query = activity.session().query();
        if (query.isEmpty()) {
            boolean hidden = !activity.visible();
            return List.of(Span.of(
                    hidden ? "Its query is hidden from your role; grant it pg_read_all_stats." : "It has run nothing.",
                    Role.DIM));
        }
        List<Span> lines = new ArrayList<>();
        boolean over = activity.idle() || activity.idleInTransaction();
        lines.add(Span.of(over ? "Its last query" : "Its query", Role.HEADER));
        Text.lines(query.get()).forEach(line -> lines.add(Span.of(line, Role.CODE)));
        return lines;
    }
}
