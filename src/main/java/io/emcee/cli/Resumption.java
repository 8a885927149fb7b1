package io.emcee.cli;

import io.emcee.engine.Plan;
import io.emcee.engine.Step;
import io.emcee.revision.RevisionId;
import io.emcee.run.RunRow;
import io.emcee.script.Part;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a run that ended early may be gone on with: only what was confirmed then is run now. */
record Resumption(Output output, RunRow run) {

    /**
     * Compares what is left with what the run was to do, and prints what differs.
     *
     * @param plan for what is left
     * @throws Refusal when a revision was edited, added or taken away since the run began
     */
    void refuseEdited(Plan plan, RevisionSet set) {
        List<String> differences = new ArrayList<>();
        planned().forEach(step -> edited(step, set).ifPresent(differences::add));
        plan.steps().stream()
                .filter(step -> planned().noneMatch(old -> same(old, step)))
                .map(step -> "\"" + step.title() + "\" was not part of it")
                .forEach(differences::add);
        if (!differences.isEmpty()) {
            throw new Refusal(
                    ExitCode.REFUSED,
                    "Run " + run.id() + " cannot be resumed: " + String.join(", and ", differences)
                            + ". Nothing was run; look at a new plan: emcee plan --phase " + run.text("operation")
                            + (run.text("version").isEmpty() ? "" : " " + run.text("version")));
        }
    }

    private Stream<Map<?, ?>> planned() {
        List<?> steps = run.what().get("steps") instanceof List<?> list ? list : List.of();
        return steps.stream().filter(Map.class::isInstance).map(step -> (Map<?, ?>) step);
    }

    private static boolean same(Map<?, ?> old, Step step) {
        return step.id().text().equals(old.get("revision")) && step.part().number() == part(old);
    }

    private static int part(Map<?, ?> step) {
        return step.get("part") instanceof Number number ? number.intValue() - 1 : -1;
    }

    /** What is wrong with a step, as half a sentence, once its difference is printed; empty when it is as it was. */
    private Optional<String> edited(Map<?, ?> step, RevisionSet set) {
        String id = String.valueOf(step.get("revision"));
        Optional<Script> script = set.graph().ids().stream()
                .map(RevisionId::text)
                .filter(id::equals)
                .findFirst()
                .map(known -> set.script(RevisionId.of(known)));
        int part = part(step);
        if (script.filter(found -> part >= 0 && part < found.parts().size()).isEmpty()) {
            return Optional.of("\"" + step.get("title") + "\" is no longer there");
        }
        Part now = script.get().parts().get(part);
        if (step.get("checksum") instanceof Number before
                && before.intValue() == script.get().checksum(now)) {
            return Optional.empty();
        }
        show(step, script.get().recorded(now));
        return Optional.of("\"" + script.get().file() + "\" was edited since it began");
    }

    private void show(Map<?, ?> step, String now) {
        if (step.get("text") instanceof String before) {
            output.note("What was edited of " + step.get("title") + ":");
            LineDifference.between(before, now).forEach(line -> output.note("  " + line));
        }
    }
}
