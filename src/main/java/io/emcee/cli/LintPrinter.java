package io.emcee.cli;

import io.emcee.lint.Finding;
import io.emcee.lint.Lock;
import io.emcee.lint.Report;
import io.emcee.lint.RevisionReport;
import io.emcee.lint.Severity;
import io.emcee.lint.StatementReport;
import io.emcee.lint.Work;
import io.emcee.script.RevisionSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints what the linter says. As JSON the kind {@code lint} with the keys {@code set}, {@code errors}, {@code warnings},
 * {@code notes}, {@code waived} and {@code revisions}; of each {@code revision}, {@code phase}, {@code file},
 * {@code findings} (of the file itself) and {@code statements}; of each {@code sql} (its beginning), {@code line},
 * {@code part}, {@code work} (nothing, copy, scan, write, build, rewrite), {@code locks} (of each {@code mode},
 * {@code table}, {@code on}, {@code blocks}) and {@code findings}; of each {@code rule}, {@code severity},
 * {@code line}, {@code sentence}, {@code waived} (the reason, null without).
 */
final class LintPrinter {
    private final Output output;

    LintPrinter(Output output) {
        this.output = output;
    }

    void print(RevisionSet set, Report report) {
        if (output.json()) {
            output.object("lint", facts(set, report));
            return;
        }
        report.revisions().stream()
                .filter(LintPrinter::speaks)
                .forEach(revision -> lines(revision).forEach(output::line));
        output.line(summary(report));
    }

    private static boolean speaks(RevisionReport revision) {
        return !revision.statements().isEmpty() || !revision.ofFile().isEmpty();
    }

    private static List<String> lines(RevisionReport revision) {
        List<String> lines = new ArrayList<>();
        // ocata_expand01, expand: glance/ocata_expand01.sql
        lines.add(revision.revision().id() + ", " + revision.revision().phase().word() + ": " + revision.file());
        revision.ofFile().forEach(finding -> lines.add("  " + line(finding.line()) + finding));
        revision.statements().forEach(statement -> lines(statement, lines));
        lines.add("");
        return lines;
    }

    private static void lines(StatementReport statement, List<String> lines) {
        lines.add("  " + line(statement.line()) + statement.sql());
        statement.locks().forEach(lock -> lines.add("      " + lock));
        if (statement.work() != Work.NOTHING) {
            lines.add("      " + statement.work().words());
        }
        statement.findings().forEach(finding -> lines.add("    * " + finding));
    }

    private static String line(int number) {
        return number == 0 ? "" : number + ": ";
    }

    /** {@code 1 error, 2 warnings, 0 notes, 1 waived; 40 revisions}. */
    private static String summary(Report report) {
        return many(count(report, Severity.ERROR), "error") + ", " + many(count(report, Severity.WARNING), "warning")
                + ", " + many(count(report, Severity.NOTE), "note") + ", " + waived(report) + " waived; "
                + many(report.revisions().size(), "revision");
    }

    private static String many(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    private static long count(Report report, Severity severity) {
        return report.findings()
                .filter(finding ->
                        finding.severity() == severity && finding.waived().isEmpty())
                .count();
    }

    private static long waived(Report report) {
        return report.findings().filter(finding -> finding.waived().isPresent()).count();
    }

    private static Map<String, Object> facts(RevisionSet set, Report report) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("set", set.name());
        facts.put("errors", count(report, Severity.ERROR));
        facts.put("warnings", count(report, Severity.WARNING));
        facts.put("notes", count(report, Severity.NOTE));
        facts.put("waived", waived(report));
        facts.put(
                "revisions", report.revisions().stream().map(LintPrinter::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(RevisionReport revision) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", revision.revision().id());
        facts.put("phase", revision.revision().phase().word());
        facts.put("file", revision.file());
        facts.put("findings", findings(revision.ofFile()));
        facts.put(
                "statements",
                revision.statements().stream().map(LintPrinter::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(StatementReport statement) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sql", statement.sql());
        facts.put("line", statement.line());
        facts.put("part", statement.part() + 1);
        facts.put("work", statement.work().name().toLowerCase(Locale.ROOT));
        facts.put("locks", statement.locks().stream().map(LintPrinter::facts).toList());
        facts.put("findings", findings(statement.findings()));
        return facts;
    }

    static Map<String, Object> facts(Lock lock) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("mode", lock.mode().words());
        facts.put("table", lock.table());
        facts.put("on", lock.on().name().toLowerCase(Locale.ROOT));
        facts.put("blocks", lock.mode().blocks());
        return facts;
    }

    /** The findings of a statement or a file; also those of a step of a plan. */
    static List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream().map(LintPrinter::facts).toList();
    }

    private static Map<String, Object> facts(Finding finding) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rule", finding.rule().id());
        facts.put("severity", finding.severity().word());
        facts.put("line", finding.line());
        facts.put("sentence", finding.sentence());
        facts.put("waived", finding.waived());
        return facts;
    }
}
