package io.emcee.cli;

import io.emcee.lint.Lint;
import io.emcee.lint.Report;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code emcee lint}: what the statements of revisions would lock and do; its JSON is that of {@link LintPrinter}. */
@Command(
        name = "lint",
        description = "Say what each statement would lock, what is dangerous about it, and the safer form;"
                + " with a database by its sizes and its version, and only for what it does not have yet.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no error", "1:an error that is not waived"})
final class LintCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..*", paramLabel = "REV", description = "Revisions, releases, aliases or legacy numbers.")
    private List<String> versions = List.of();

    LintCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Optional<Session> session = context.find();
        RevisionSet set = session.map(found -> found.engine().set()).orElseGet(context::revisions);
        set.runnable("lint");
        Set<RevisionId> wanted = new LinkedHashSet<>();
        versions.forEach(version -> wanted.addAll(set.resolve(version)));
        Report report = session.map(found -> found.engine().lint(wanted)).orElseGet(() -> Lint.of(set));
        Report shown = versions.isEmpty() ? report : report.of(wanted);
        new LintPrinter(context.output()).print(set, shown);
        return shown.refuses() ? ExitCode.ERROR : ExitCode.DONE;
    }
}
