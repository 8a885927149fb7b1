package io.emcee.engine;

import io.emcee.revision.RevisionId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

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

    private static Map<String, Object> of(Step step) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", step.id());
        facts.put("phase", step.phase().word());
        facts.put("part", step.part().number() + 1);
        facts.put("parts", step.script().parts().size());
        return facts;
    }
}
