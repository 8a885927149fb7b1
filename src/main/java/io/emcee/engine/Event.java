package io.emcee.engine;

import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import io.emcee.revision.RevisionId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens while a plan runs. One stream of these feeds the command line, {@code --json} and the screens. */
public sealed interface Event {
    /** The word by which JSON readers tell events apart: {@code step_started}. */
    String kind();

    /** The event's facts for JSON; times in ms. */
    Map<String, Object> facts();

    <T> T fold(Cases<T> cases);

    /** One method for each kind, so that a new kind cannot be overlooked. */
    interface Cases<T> {
        T stepStarted(StepStarted event);

        T statementDone(StatementDone event);

        T batchDone(BatchDone event);

        T healed(Healed event);

        T lockAwaited(LockAwaited event);

        T stepDone(StepDone event);
    }

    /**
     * A step begins.
     *
     * @param number from 1
     * @param count the plan's steps
     */
    record StepStarted(Step step, int number, int count) implements Event {
        @Override
        public String kind() {
            return "step_started";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = Event.of(step);
            facts.put("number", number);
            facts.put("count", count);
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.stepStarted(this);
        }
    }

    /** A statement of a step ended well. */
    record StatementDone(String sql, Duration took) implements Event {
        @Override
        public String kind() {
            return "statement_done";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("sql", sql, "took_ms", took.toMillis());
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.statementDone(this);
        }
    }

    /**
     * A batch is committed, or a data migration has just begun or resumed.
     *
     * @param rows migrated so far, over all runs
     * @param total to migrate in all
     * @param exact whether the total was counted
     * @param thisRun rows migrated since this run began
     * @param running since this run began on the migration
     */
    record BatchDone(RevisionId revision, long rows, long total, boolean exact, long thisRun, Duration running)
            implements Event {
        @Override
        public String kind() {
            return "batch_done";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("revision", revision);
            facts.put("rows", rows);
            facts.put("total", total);
            facts.put("total_exact", exact);
            facts.put("running_ms", running.toMillis());
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.batchDone(this);
        }

        /** Rows a second in this run; 0 until something can be said. */
        public double rate() {
            return running.isZero() ? 0 : thisRun * 1e9 / running.toNanos();
        }
    }

    /** What an earlier attempt had left was put right before the step was repeated. */
    record Healed(RevisionId revision, String sentence) implements Event {
        @Override
        public String kind() {
            return "healed";
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of("revision", revision, "sentence", sentence);
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.healed(this);
        }
    }

    /**
     * An attempt at a step did not get its lock, and was undone.
     *
     * @param attempt from 1
     * @param timeout how long it, and all behind it, would wait at most
     * @param waited since the first attempt
     * @param deadlock whether it waited in a circle with others, and gave way
     * @param seen who blocked it, and who waited behind it; empty when nobody was seen
     * @param next the pause before the next attempt; empty when this was the last
     */
    record LockAwaited(
            Step step,
            int attempt,
            Duration timeout,
            Duration waited,
            boolean deadlock,
            Optional<Blockers> seen,
            Optional<Duration> next)
            implements Event {
        @Override
        public String kind() {
            return "lock_awaited";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = Event.of(step);
            facts.put("attempt", attempt);
            facts.put("timeout_ms", timeout.toMillis());
            facts.put("waited_ms", waited.toMillis());
            facts.put("deadlock", deadlock);
            facts.put(
                    "blockers",
                    seen.map(Blockers::blocking).map(LockAwaited::facts).orElse(List.of()));
            facts.put(
                    "victims",
                    seen.map(Blockers::victims).map(LockAwaited::facts).orElse(List.of()));
            facts.put("next_ms", next.map(Duration::toMillis));
            return facts;
        }

        private static List<Map<String, Object>> facts(List<Blocker> sessions) {
            return sessions.stream().map(LockAwaited::facts).toList();
        }

        private static Map<String, Object> facts(Blocker session) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("pid", session.pid());
            facts.put("role", session.role());
            facts.put("application", session.application());
            facts.put("client", session.client());
            facts.put("state", session.state());
            facts.put("transaction_ms", session.transaction().map(Duration::toMillis));
            facts.put("query", session.query());
            facts.put("visible", session.visible());
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.lockAwaited(this);
        }

        /** {@code Waiting for a lock behind pid 4711 (role "glance", active for 3 s): attempt 3, next in 2 s}. */
        public String sentence() {
            int behind = seen.map(Blockers::victims).map(List::size).orElse(0);
            return start() + blockers(" behind ") + ": attempt " + attempt
                    + (behind == 0
                            ? ""
                            : ", " + behind + (behind == 1 ? " session" : " sessions") + " waited behind it")
                    + next.map(pause -> ", next in " + words(pause)).orElse(", the last");
        }

        /** The sentence without the sessions: {@code Waiting for a lock: attempt 3, next in 2.1 s}. */
        public String summary() {
            return start() + ": attempt " + attempt
                    + next.map(pause -> ", next in " + words(pause)).orElse(", the last");
        }

        private String start() {
            return deadlock ? "In a deadlock" : "Waiting for a lock";
        }

        /** What to say when there is no further attempt. */
        String given() {
            return "\"" + step.title() + "\" did not get its lock in " + words(waited) + " and " + attempt
                    + (attempt == 1 ? " attempt" : " attempts") + blockers(", blocked by ")
                    + " (nothing of it is applied); end what blocks it or wait for it, then run the same command again.";
        }

        private String blockers(String before) {
            return seen.map(found -> before + found).orElse("");
        }

        private static String words(Duration time) {
            return time.toMillis() < 10_000
                    ? Math.round(time.toMillis() / 100.0) / 10.0 + " s"
                    : time.toSeconds() < 120 ? time.toSeconds() + " s" : time.toMinutes() + " min";
        }
    }

    /**
     * A step is committed and recorded.
     *
     * @param rows changed by a data migration, over all runs; 0 for other steps
     */
    record StepDone(Step step, long rows, Duration took) implements Event {
        @Override
        public String kind() {
            return "step_done";
        }

        @Override
        public Map<String, Object> facts() {
            Map<String, Object> facts = Event.of(step);
            facts.put("rows", rows);
            facts.put("took_ms", took.toMillis());
            return facts;
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.stepDone(this);
        }
    }

    /** What tells a step from others. */
    static Map<String, Object> of(Step step) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", step.id());
        facts.put("phase", step.phase().word());
        facts.put("part", step.part().number() + 1);
        facts.put("parts", step.script().parts().size());
        return facts;
    }
}
