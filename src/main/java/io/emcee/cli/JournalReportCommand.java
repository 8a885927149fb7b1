package io.emcee.cli;

import io.emcee.engine.JournalReader;
import io.emcee.engine.Recorded;
import io.emcee.journal.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code emcee journal report}: a run as a page of Markdown. As JSON the kind {@code report} with the keys {@code run} and
 * {@code markdown}.
 */
@Command(name = "report", description = "Write a run as a page of Markdown: what, when, how long, by whom.")
final class JournalReportCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run's number; the newest when not given.")
    private Optional<Long> run = Optional.empty();

    JournalReportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        JournalReader journal = session.engine().journal();
        long wanted = run.orElseGet(() -> journal.lastRun()
                .orElseThrow(() -> new Refusal(
                        ExitCode.ERROR, "The journal of \"" + session.name() + "\" has no run to report.")));
        List<Recorded> entries = new ArrayList<>();
        journal.each(Filter.run(wanted), entry -> entries.add(Recorded.of(entry)));
        if (entries.isEmpty()) {
            throw new Refusal(
                    ExitCode.ERROR,
                    "The journal of \"" + session.name() + "\" has no run " + wanted + "; see: emcee journal");
        }
        String page = new RunPage(session.name(), entries).text();
        context.output().result(page, "report", Map.of("run", wanted, "markdown", page));
        return ExitCode.DONE;
    }
}
