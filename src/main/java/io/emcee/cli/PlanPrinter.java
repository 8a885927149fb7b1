package io.emcee.cli;

import io.emcee.engine.Check.State;
import io.emcee.engine.Lost;
import io.emcee.engine.Plan;
import io.emcee.engine.Preflight;
import io.emcee.engine.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints a plan as SQL with comments. As JSON the kind {@code plan} with the keys {@code operation}, {@code target},
 * {@code from}, {@code to}, {@code drops_data}, {@code preflight} (as the checks of {@link PreflightPrinter}) and
 * {@code steps}, {@code lost} (as of {@link Lost#facts}); of each step {@code revision}, {@code phase},
 * {@code part}, {@code parts}, {@code runs} (transaction, statement, rows), {@code drops_data}, {@code summary},
 * {@code sql}, {@code findings} (as of {@link LintPrinter}).
 */
final class PlanPrinter {
    private final Output output;
    private final Session session;

    PlanPrinter(Output output, Session session) {
        this.output = output;
        this.session = session;
    }

    void print(Plan plan, Preflight preflight) {
        if (output.json()) {
            Map<String, Object> facts = facts(plan, preflight);
            facts.put("lost", lost(plan).stream().map(Lost::facts).toList());
            output.object("plan", facts);
            return;
        }
        // -- Plan: expand "glance" from mitaka02 to 2024_1_expand01, 9 steps. Nothing was run.
        output.line("-- Plan: " + plan.operation().word() + " \"" + session.name() + "\" from "
                + (plan.from().isEmpty() ? "nothing" : plan.from()) + " to " + plan.to() + ", "
                + plan.steps().size() + (plan.steps().size() == 1 ? " step" : " steps") + ". Nothing was run.");
        // -- preflight, yellow transactions: 1 in the way: pid 4711 (role "glance", idle in transaction for 3 min); ...
        preflight.checks().stream()
                .filter(check -> check.state() != State.GREEN)
                .forEach(check -> output.line("-- preflight, " + check.state().word() + " " + check));
        // -- gone for good: table public.artifacts: 12 rows, 48 kB
        lost(plan).forEach(lost -> output.line("-- gone for good: " + lost));
        for (int i = 0; i < plan.steps().size(); i++) {
            print(plan, plan.steps().get(i), (i + 1) + "/" + plan.steps().size());
        }
    }

    private List<Lost> lost(Plan plan) {
        return plan.dropsData() ? session.engine().drains().lost(plan) : List.of();
    }

    private void print(Plan plan, Step step, String number) {
        output.line("");
        // -- 3/9 migrate ocata_migrate01: every image gets its visibility
        output.line("-- " + number + " " + step.phase().word() + " " + step.title() + ": "
                + step.script().revision().summary());
        if (step.script().dropsData()) {
            output.line("-- drops data for good");
        }
        // -- 12: warning [not-understood] "DO $$..." is not understood ...
        plan.findings(step)
                .forEach(finding -> output.line("-- " + (finding.line() > 0 ? finding.line() + ": " : "") + finding));
        output.line(
                switch (step.kind()) {
                    case TRANSACTION ->
                        step.sql().isBlank()
                                ? "-- nothing but its record"
                                : step.sql().stripTrailing();
                    case STATEMENT -> "-- in no transaction\n" + step.sql().stripTrailing();
                    case ROWS -> rows(step);
                });
    }

    private static String rows(Step step) {
        return step.script()
                .migration()
                .map(rows -> "-- batch after batch of \"" + rows.table() + "\" by " + String.join(", ", rows.key())
                        + ", while rows have: " + rows.pending() + "\n"
                        + step.sql().stripTrailing() + ";")
                .orElse("");
    }

    static Map<String, Object> facts(Plan plan, Preflight preflight) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("operation", plan.operation().word());
        facts.put("target", plan.target());
        facts.put("from", plan.from());
        facts.put("to", plan.to());
        facts.put("drops_data", plan.dropsData());
        facts.put("preflight", PreflightPrinter.checks(preflight));
        facts.put("steps", plan.steps().stream().map(step -> facts(plan, step)).toList());
        return facts;
    }

    private static Map<String, Object> facts(Plan plan, Step step) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", step.id());
        facts.put("phase", step.phase().word());
        facts.put("part", step.part().number() + 1);
        facts.put("parts", step.script().parts().size());
        facts.put("runs", step.kind().name().toLowerCase(Locale.ROOT));
        facts.put("drops_data", step.script().dropsData());
        facts.put("summary", step.script().revision().summary());
        facts.put("sql", step.sql());
        facts.put("findings", LintPrinter.findings(plan.findings(step)));
        return facts;
    }
}
