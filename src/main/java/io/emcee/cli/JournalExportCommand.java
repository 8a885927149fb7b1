package io.emcee.cli;

import io.emcee.journal.Entry;
import io.emcee.journal.Filter;
import io.emcee.json.Json;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code emcee journal export}: every entry, a line each, oldest first. */
@Command(name = "export", description = "Write every entry to standard output, oldest first.")
final class JournalExportCommand implements Callable<Integer> {
    /** The forms of an export. */
    enum Format {
        JSON,
        CSV
    }

    private final Context context;

    @Option(
            names = "--format",
            paramLabel = "json|csv",
            description = "json, an object a line (the default), or csv with a line of names first.")
    private String format = "json";

    JournalExportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Format wanted = format();
        if (wanted == Format.CSV) {
            context.output().line("number,at,run,kind,role,os_user,host,application,facts,hash");
        }
        context.session()
                .engine()
                .journal()
                .each(Filter.ALL, entry -> context.output().line(line(wanted, entry)));
        return ExitCode.DONE;
    }

    private Format format() {
        try {
            return Format.valueOf(format.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new Refusal(ExitCode.USAGE, "--format must be json or csv, not \"" + format + "\".");
        }
    }

    private static String line(Format format, Entry entry) {
        return switch (format) {
            case JSON -> Json.line(JournalCommand.facts(entry));
            case CSV -> csv(entry);
        };
    }

    private static String csv(Entry entry) {
        return Stream.of(
                        String.valueOf(entry.number()),
                        entry.at().toString(),
                        entry.run().isPresent() ? String.valueOf(entry.run().getAsLong()) : "",
                        entry.kind(),
                        entry.author().role(),
                        entry.author().user(),
                        entry.author().host(),
                        entry.author().application(),
                        entry.facts(),
                        entry.hash().text())
                .map(JournalExportCommand::quoted)
                .collect(Collectors.joining(","));
    }

    /** RFC 4180; what a spreadsheet would take for a formula begins with an apostrophe. */
    private static String quoted(String text) {
        String harmless = text.matches("(?s)[=+\\-@\t\r].*") ? "'" + text : text;
        return harmless.matches("[\\w.:/@-]*") ? harmless : "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
