package io.emcee.tui.screen;

import io.emcee.lint.RevisionReport;
import io.emcee.lint.Severity;
import io.emcee.lint.StatementReport;
import io.emcee.lint.Work;
import io.emcee.rehearsal.Agreement;
import io.emcee.rehearsal.Measurement;
import io.emcee.rehearsal.RehearsalReport;
import io.emcee.rehearsal.RehearsedStatement;
import io.emcee.rehearsal.RehearsedStep;
import io.emcee.revision.RevisionId;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Below the SQL of a step: what each of its statements locks and does, by the linter and as it was rehearsed. */
record ForecastLines(Forecast forecast) {
    private static final String LINT = "    lint:      ";
    private static final String REHEARSED = "    rehearsed: ";

    /** Those of one revision; nothing when nothing is known of it, or nothing is to be said. */
    List<Span> of(RevisionId id) {
        List<Span> lines = new ArrayList<>();
        List<RehearsedStep> steps = forecast.rehearsing().flatMap(Rehearsing::report).stream()
                .flatMap(report -> report.steps().stream())
                .filter(step -> step.step().id().equals(id))
                .toList();
        if (steps.isEmpty()) {
            forecast.lint().of(id).map(RevisionReport::statements).orElse(List.of()).stream()
                    .filter(ForecastLines::speaks)
                    .forEach(statement -> linted(statement, lines));
        } else {
            steps.forEach(step -> rehearsed(step, lines));
        }
        if (!lines.isEmpty()) {
            lines.add(0, Span.of(""));
            lines.add(1, Span.of("What it locks", Role.HEADER));
            forecast.rehearsing()
                    .flatMap(Rehearsing::report)
                    .filter(any -> !steps.isEmpty())
                    .ifPresent(report -> lines.addAll(where(report)));
        }
        return lines;
    }

    private static boolean speaks(StatementReport statement) {
        return !statement.locks().isEmpty()
                || statement.work() != Work.NOTHING
                || !statement.findings().isEmpty();
    }

    private static void linted(StatementReport statement, List<Span> lines) {
        lines.add(Span.of("  " + statement.sql(), Role.CODE));
        says(statement, lines);
    }

    private static void says(StatementReport statement, List<Span> lines) {
        lines.add(Span.of(LINT + Measurement.words(statement)));
        statement.findings().forEach(finding -> {
            boolean serious =
                    finding.severity() != Severity.NOTE && finding.waived().isEmpty();
            lines.add(Span.of("    * " + finding, serious ? Role.WARNING : Role.DIM));
        });
    }

    private static void rehearsed(RehearsedStep step, List<Span> lines) {
        step.statements().forEach(statement -> rehearsed(statement, lines));
        step.failure().ifPresent(why -> lines.add(Span.of(REHEARSED + "failed: " + why, Role.ERROR)));
        step.remarks().forEach(remark -> lines.add(Span.of(REHEARSED + remark, Role.DIM)));
    }

    private static void rehearsed(RehearsedStatement statement, List<Span> lines) {
        Optional<StatementReport> linted = statement.linted();
        boolean quiet = statement.failure().isEmpty()
                && statement.agreement() == Agreement.SAME
                && linted.filter(ForecastLines::speaks).isEmpty();
        if (quiet) {
            return;
        }
        lines.add(Span.of("  " + statement.sql(), Role.CODE));
        linted.ifPresent(report -> says(report, lines));
        lines.add(statement
                .failure()
                .map(why -> Span.of(REHEARSED + "failed: " + why, Role.ERROR))
                .orElseGet(() -> measured(statement)));
    }

    private static Span measured(RehearsedStatement statement) {
        String words = statement.measured().words();
        return switch (statement.agreement()) {
            case SAME -> Span.of(REHEARSED + "the same", Role.DONE);
            case DIFFERENT -> Span.of(REHEARSED + words, Role.WARNING);
            case NOT_UNDERSTOOD -> Span.of(REHEARSED + words);
            case NOT_SEEN -> Span.of(REHEARSED + statement.agreement().words(), Role.DIM);
        };
    }

    private static List<Span> where(RehearsalReport report) {
        List<Span> lines = new ArrayList<>();
        lines.add(Span.of(
                "  Rehearsed without rows on PostgreSQL " + report.copy().server()
                        + (report.copy().embedded() ? ", embedded" : "")
                        + report.copy()
                                .dump()
                                .map(program -> "; the copy was made by " + program)
                                .orElse("") + ".",
                Role.DIM));
        report.copy().notes().forEach(note -> lines.add(Span.of("  " + note, Role.DIM)));
        return lines;
    }
}
