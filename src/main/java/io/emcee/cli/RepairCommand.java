package io.emcee.cli;

import io.emcee.engine.Recorded;
import io.emcee.engine.Repair;
import io.emcee.journal.Entry;
import io.emcee.journal.Filter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code emcee db repair}: makes the histories say what the files say. As JSON the kind {@code repair} with the keys of
 * {@link Repair#facts}, {@code repaired} and {@code sentence}.
 */
@Command(
        name = "repair",
        description =
                "Where a file was edited after it was applied: show the difference, and take the file for what was"
                        + " applied. The database's tables are not touched.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:repaired, or nothing to repair",
            "8:no reason was given",
            "9:something differs that no repair mends"
        })
final class RepairCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; the journal keeps it.")
    private Optional<String> reason = Optional.empty();

    RepairCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        Repair repair = session.engine().repairs().look();
        repair.beyond().forEach(context.output()::note);
        if (repair.isEmpty()) {
            return print(repair, false, "There is nothing to repair.");
        }
        repair.changes().forEach(change -> show(session, change));
        if (context.options().dryRun) {
            return print(repair, false, "Would take " + words(repair) + ".");
        }
        session.engine().repairs().carryOut(repair, reason());
        return print(repair, true, "Took " + words(repair) + ".");
    }

    private int print(Repair repair, boolean repaired, String sentence) {
        var facts = repair.facts();
        facts.put("repaired", repaired);
        facts.put("sentence", sentence);
        context.output().result(sentence, "repair", facts);
        return repair.beyond().isEmpty() ? ExitCode.DONE : ExitCode.DRIFT;
    }

    private static String words(Repair repair) {
        int changes = repair.changes().size();
        return (changes == 1 ? "1 part as its file is" : changes + " parts as their files are")
                + " for what was applied";
    }

    private String reason() {
        Optional<String> given = reason.map(String::strip).filter(text -> !text.isEmpty());
        if (given.isEmpty() && context.terminal().asks()) {
            given = context.terminal()
                    .answer("Why is it right to take the files for what was applied?")
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        }
        return given.orElseThrow(() ->
                new Refusal(ExitCode.STOPPED, "A repair needs a reason; nothing was changed. Give it: --reason TEXT"));
    }

    /** The difference in lines, as far as the journal knows what was applied. */
    private void show(Session session, Repair.Change change) {
        context.output().note(change.toString());
        Optional<String> before = applied(session, change);
        if (before.isEmpty()) {
            context.output().note("  what was applied is not in the journal; the file says now:");
        }
        LineDifference.between(before.orElse(""), change.text())
                .forEach(line -> context.output().note("  " + line));
    }

    /** What the journal says was run; empty when it was recorded by another tool, or before there was a journal. */
    private static Optional<String> applied(Session session, Repair.Change change) {
        String part = "\"part\":" + (change.row().part() + 1) + ",";
        List<Entry> entries = session.engine()
                .journal()
                .newest(Filter.text("\"revision\":\"" + change.row().revision() + "\""), Long.MAX_VALUE, 1_000);
        return entries.stream()
                .filter(entry ->
                        entry.kind().equals(Recorded.STEP_DONE) && entry.facts().contains(part))
                .map(entry -> String.join("\n", Recorded.of(entry).statements()))
                .findFirst();
    }
}
