package io.emcee.cli;

import io.emcee.engine.Plan;
import io.emcee.lint.Lock;
import io.emcee.lint.StatementReport;
import io.emcee.lint.Work;
import io.emcee.rehearsal.Agreement;
import io.emcee.rehearsal.Measurement;
import io.emcee.rehearsal.RehearsalReport;
import io.emcee.rehearsal.RehearsedStatement;
import io.emcee.rehearsal.RehearsedStep;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Prints what came of a rehearsal. As JSON the kind {@code rehearsal} with the keys {@code from}, {@code to},
 * {@code embedded}, {@code server}, {@code copy} ({@code pg_dump ...} or {@code replay}), {@code notes}, {@code took_ms},
 * {@code statements}, {@code same}, {@code different}, {@code not_understood}, {@code not_seen}, {@code failed} (the
 * title of the step, null without) and {@code steps}; of each {@code revision}, {@code phase}, {@code part},
 * {@code parts}, {@code failure}, {@code remarks} and {@code statements}; of each {@code sql} (its beginning),
 * {@code line}, {@code took_ms}, {@code agreement}, {@code measured} and {@code linted} (null where there is none), each
 * with {@code locks} and {@code work} as of {@link LintPrinter}, {@code server_said} and {@code failure}.
 */
final class RehearsalPrinter {
    private static final String NOT_TOLD =
            "Not rehearsed: rights and owners, the time that rows take, and the wait for" + " others' locks.";

    private final Output output;
    private final Session session;

    RehearsalPrinter(Output output, Session session) {
        this.output = output;
        this.session = session;
    }

    /** There is no step to rehearse. */
    void nothing(Plan plan) {
        String sentence = "Nothing to rehearse: \"" + session.name() + "\" is at " + plan.from() + ".";
        output.result(sentence, "rehearsal", Map.of("from", plan.from(), "to", plan.to(), "steps", List.of()));
    }

    void print(RehearsalReport report) {
        if (output.json()) {
            output.object("rehearsal", facts(report));
            return;
        }
        int count = report.plan().steps().size();
        for (int i = 0; i < report.steps().size(); i++) {
            print(report.steps().get(i), (i + 1) + "/" + count);
        }
        report.copy().notes().forEach(output::line);
        output.line(NOT_TOLD);
        output.line(copied(report));
        output.line(summary(report));
    }

    private void print(RehearsedStep step, String number) {
        // 3/9 expand ocata_expand01 (part 2 of 3): images gain a visibility
        output.line(number + " " + step.step().phase().word() + " "
                + step.step().title() + ": " + step.step().script().revision().summary());
        step.statements().forEach(this::print);
        step.remarks().forEach(remark -> output.line("  * " + remark));
        step.failure().ifPresent(why -> output.line("  * FAILED: " + why));
        output.line("");
    }

    private void print(RehearsedStatement statement) {
        String line = statement.line() == 0 ? "" : statement.line() + ": ";
        output.line("  " + line + statement.sql() + "  (" + milliseconds(statement.took()) + ")");
        if (statement.failure().isPresent()) {
            output.line("    * FAILED: " + statement.failure().get());
            return;
        }
        String measured = statement.measured().words();
        if (statement.agreement() == Agreement.SAME) {
            output.line("      measured, and as lint says: " + measured);
            return;
        }
        output.line("      measured: " + measured);
        statement.measured().said().forEach(said -> output.line("                " + said));
        if (statement.agreement() != Agreement.NOT_UNDERSTOOD) {
            output.line("      lint:     " + linted(statement.linted()));
        }
        output.line("    * " + statement.agreement().words());
    }

    private static String linted(Optional<StatementReport> report) {
        return report.map(Measurement::words).orElse("nothing");
    }

    private static String milliseconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f ms", took.toNanos() / 1e6);
    }

    private static String copied(RehearsalReport report) {
        return "Rehearsed without rows on PostgreSQL " + report.copy().server()
                + (report.copy().embedded() ? ", embedded" : ", the target's own server") + "; the copy, made by "
                + report.copy().dump().orElse("replay") + ", is removed.";
    }

    /** {@code 9 of 9 steps, 31 statements in 1.2 s: 29 as lint says, 1 different, 1 not understood by lint}. */
    private static String summary(RehearsalReport report) {
        long unseen = report.count(Agreement.NOT_SEEN);
        long unknown = report.count(Agreement.NOT_UNDERSTOOD);
        return report.steps().size() + " of " + report.plan().steps().size() + " steps, " + report.statements()
                + (report.statements() == 1 ? " statement in " : " statements in ")
                + String.format(Locale.ROOT, "%.1f s", report.took().toMillis() / 1e3) + ": "
                + report.count(Agreement.SAME) + " as lint says, " + report.count(Agreement.DIFFERENT) + " different"
                + (unknown == 0 ? "" : ", " + unknown + " not understood by lint")
                + (unseen == 0 ? "" : ", " + unseen + " too short to be seen")
                + report.failed()
                        .map(step -> "; \"" + step.step().title() + "\" failed: "
                                + step.failed().orElseThrow())
                        .orElse("");
    }

    private static Map<String, Object> facts(RehearsalReport report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("from", report.plan().from());
        facts.put("to", report.plan().to());
        facts.put("embedded", report.copy().embedded());
        facts.put("server", report.copy().server());
        facts.put("copy", report.copy().dump().orElse("replay"));
        facts.put("notes", report.copy().notes());
        facts.put("took_ms", report.took().toMillis());
        facts.put("statements", report.statements());
        for (Agreement agreement : Agreement.values()) {
            facts.put(word(agreement), report.count(agreement));
        }
        facts.put("failed", report.failed().map(step -> step.step().title()));
        facts.put("steps", report.steps().stream().map(RehearsalPrinter::facts).toList());
        return facts;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> facts(RehearsedStep step) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", step.step().id());
        facts.put("phase", step.step().phase().word());
        facts.put("part", step.step().part().number() + 1);
        facts.put("parts", step.step().script().parts().size());
        facts.put("failure", step.failed());
        facts.put("remarks", step.remarks());
        facts.put(
                "statements",
                step.statements().stream().map(RehearsalPrinter::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(RehearsedStatement statement) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sql", statement.sql());
        facts.put("line", statement.line());
        facts.put("took_ms", statement.took().toNanos() / 1e6);
        facts.put("agreement", statement.failure().isPresent() ? "failed" : word(statement.agreement()));
        facts.put(
                "measured",
                facts(statement.measured().locks(), statement.measured().work()));
        facts.put("linted", statement.linted().map(linted -> facts(linted.locks(), linted.work())));
        facts.put("server_said", statement.measured().said());
        facts.put("failure", statement.failure());
        return facts;
    }

    private static Map<String, Object> facts(List<Lock> locks, Work work) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("locks", locks.stream().map(LintPrinter::facts).toList());
        facts.put("work", word(work));
        return facts;
    }
}
