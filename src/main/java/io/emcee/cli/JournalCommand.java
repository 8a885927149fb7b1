package io.emcee.cli;

import io.emcee.engine.Recorded;
import io.emcee.journal.Entry;
import io.emcee.journal.Filter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code emcee journal}: what was done to the database. As JSON the kind {@code journal} with the key {@code entries};
 * of each those of {@link #facts}.
 */
@Command(name = "journal", description = "Show what was done to the database, by whom, and what came of it.")
final class JournalCommand implements Callable<Integer> {
    private final Context context;

    @Option(names = "--limit", paramLabel = "N", description = "How many entries at most, the newest; 50 by default.")
    private int limit = 50;

    @Option(names = "--run", paramLabel = "RUN", description = "Only those of this run.")
    private Optional<Long> run = Optional.empty();

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "Only those with this text, in any case.")
    private String text = "";

    JournalCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new Refusal(ExitCode.USAGE, "--limit must be at least 1; see: emcee journal --help");
        }
        Filter filter = new Filter(run.map(OptionalLong::of).orElseGet(OptionalLong::empty), text);
        List<Entry> entries =
                new ArrayList<>(context.session().engine().journal().newest(filter, Long.MAX_VALUE, limit));
        Collections.reverse(entries);
        if (context.output().json()) {
            context.output()
                    .object(
                            "journal",
                            Map.of(
                                    "entries",
                                    entries.stream().map(JournalCommand::facts).toList()));
        } else if (entries.isEmpty()) {
            context.output().note("The journal has no such entry.");
        } else {
            table(entries).lines().forEach(context.output()::line);
        }
        return ExitCode.DONE;
    }

    private static Columns table(List<Entry> entries) {
        Columns columns = new Columns().row("ENTRY", "UTC", "RUN", "WHO", "WHAT", "");
        for (Entry entry : entries) {
            columns.row(
                    String.valueOf(entry.number()),
                    entry.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                    entry.run().isPresent() ? String.valueOf(entry.run().getAsLong()) : "",
                    entry.author().user() + "@" + entry.author().host(),
                    entry.kind(),
                    Recorded.of(entry).summary());
        }
        return columns;
    }

    /** The keys of an entry: {@code number}, {@code at}, {@code run}, {@code kind}, who, {@code facts}, {@code hash}. */
    static Map<String, Object> facts(Entry entry) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("number", entry.number());
        facts.put("at", entry.at());
        facts.put("run", entry.run().isPresent() ? Optional.of(entry.run().getAsLong()) : Optional.empty());
        facts.put("kind", entry.kind());
        facts.put("role", entry.author().role());
        facts.put("os_user", entry.author().user());
        facts.put("host", entry.author().host());
        facts.put("application", entry.author().application());
        facts.put("facts", Recorded.of(entry).facts());
        facts.put("hash", entry.hash());
        return facts;
    }
}
