package io.emcee.engine;

import io.emcee.journal.Hash;
import io.emcee.lint.Finding;
import io.emcee.lint.Report;
import io.emcee.lint.RevisionReport;
import io.emcee.revision.CompositeVersion;
import io.emcee.script.Script;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an operation would do, in order. A value: it may be shown, and run later.
 *
 * @param operation what was asked for
 * @param target the version asked for, as the operator wrote it, or the set's name for all of it
 * @param steps empty when there is nothing to do
 * @param from the version before
 * @param to the version when every step is done
 * @param lint what the linter says of the revisions of the steps, by the size of the tables when the plan was made
 */
public record Plan(
        Operation operation, String target, List<Step> steps, CompositeVersion from, CompositeVersion to, Report lint) {
    public Plan {
        steps = List.copyOf(steps);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** What the linter says of the part of a step, and with the first part of a revision of its file. */
    public List<Finding> findings(Step step) {
        return lint.of(step.id())
                .map(report -> findings(report, step.part().number()))
                .orElse(List.of());
    }

    private static List<Finding> findings(RevisionReport report, int part) {
        Stream<Finding> ofFile = part == 0 ? report.ofFile().stream() : Stream.empty();
        return Stream.concat(
                        ofFile,
                        report.statements().stream()
                                .filter(statement -> statement.part() == part)
                                .flatMap(statement -> statement.findings().stream()))
                .toList();
    }

    /** The same with what the linter says of its revisions. */
    Plan linted(Report report) {
        return new Plan(
                operation,
                target,
                steps,
                from,
                to,
                report.of(steps.stream().map(Step::id).toList()));
    }

    /**
     * Closes the gate before what the linter calls an error.
     *
     * @throws GateRefused for the first that its file does not waive
     */
    void refuseLint() {
        for (Step step : steps) {
            findings(step).stream().filter(Finding::refuses).findFirst().ifPresent(finding -> {
                throw new GateRefused(
                        Gate.LINT,
                        operation.title() + " refused: " + step.script().file() + ":" + finding.line() + ": "
                                + finding.sentence() + "; or waive \""
                                + finding.rule().id()
                                + "\" in the file's header with the reason");
            });
        }
    }

    /**
     * What the plan stands on, in 64 hexadecimal digits: the version it starts from, and each step with the checksum of
     * its revision. Two plans of the same hash do the same.
     */
    public String hash() {
        return Hash.of(Stream.concat(
                                Stream.of(operation.word(), from.toString(), to.toString()),
                                steps.stream().map(Plan::line))
                        .toList())
                .text();
    }

    /** {@code ocata_expand01 45.1 -1234567} */
    private static String line(Step step) {
        Script script = step.script();
        return script.id() + " " + script.version(step.part()) + " " + script.checksum(step.part());
    }

    /** Whether a step drops data for good. */
    public boolean dropsData() {
        return steps.stream().anyMatch(step -> step.script().dropsData());
    }
}
