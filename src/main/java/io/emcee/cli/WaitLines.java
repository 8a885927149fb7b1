package io.emcee.cli;

import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who blocks a step and who waits behind it, as lines of their own: once for the same blockers. */
final class WaitLines {
    private static final int MOST = 3;
    private static final int LONGEST_QUERY = 200;

    private Set<Integer> told = Set.of();

    /** Another step begins. */
    void forget() {
        told = Set.of();
    }

    /**
     * The sessions, if they are not those of the last time.
     *
     * @return {@code   blocks: pid 4711 (role "glance", nova-api, idle in transaction for 3 min): SELECT 1}
     */
    List<String> news(Optional<Blockers> seen) {
        Set<Integer> pids = seen.map(Blockers::blocking).orElse(List.of()).stream()
                .map(Blocker::pid)
                .collect(Collectors.toSet());
        if (pids.isEmpty() || pids.equals(told)) {
            return List.of();
        }
        told = pids;
        List<String> lines = new ArrayList<>(lines("blocks: ", seen.get().blocking()));
        lines.addAll(lines("waits behind this step: ", seen.get().victims()));
        return lines;
    }

    private static List<String> lines(String role, List<Blocker> sessions) {
        List<String> lines = new ArrayList<>();
        sessions.stream().limit(MOST).forEach(session -> lines.add(role + session + query(session)));
        if (sessions.size() > MOST) {
            lines.add(role + (sessions.size() - MOST) + " more");
        }
        return lines;
    }

    private static String query(Blocker session) {
        return session.query()
                .map(sql -> sql.strip().replaceAll("\\s+", " "))
                .map(sql -> ": " + (sql.length() > LONGEST_QUERY ? sql.substring(0, LONGEST_QUERY) + "..." : sql))
                .orElse("");
    }
}
