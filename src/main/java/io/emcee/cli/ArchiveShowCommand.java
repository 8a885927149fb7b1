package io.emcee.cli;

import io.emcee.archive.ArchivedColumn;
import io.emcee.archive.ArchivedTable;
import io.emcee.archive.Row;
import io.emcee.archive.RunArchive;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code emcee archive show}: rows of an archive, in the order in which they were deleted. As JSON one object of the kind
 * {@code archived_row} for each, with the keys {@code table}, {@code number} and {@code values}, texts as PostgreSQL
 * writes them.
 */
@Command(name = "show", description = "Show archived rows, a page at a time; long values are cut unless --json.")
final class ArchiveShowCommand implements Callable<Integer> {
    private static final int WIDEST = 200;

    private final Context context;

    @Parameters(index = "0", paramLabel = "DIR", description = "The archive of one run.")
    private Path folder = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "TABLE", description = "Only of this table.")
    private Optional<String> table = Optional.empty();

    @Option(names = "--after", paramLabel = "N", description = "Pass over the first N rows of each table.")
    private long after;

    @Option(names = "--limit", paramLabel = "N", description = "How many rows of each table at most; 20 by default.")
    private long limit = 20;

    ArchiveShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (limit < 1 || after < 0) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "--limit must be at least 1, and --after at least 0; see: emcee archive show --help");
        }
        RunArchive run = RunArchive.open(folder);
        List<ArchivedTable> shown = run.tables().stream().filter(this::wanted).toList();
        if (shown.isEmpty()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The archive has no table \"" + table.orElse("") + "\"; it has "
                            + run.tables().stream()
                                    .map(each -> each.name().toString())
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
        shown.forEach(each -> show(run, each));
        return ExitCode.DONE;
    }

    private boolean wanted(ArchivedTable each) {
        return table.map(name -> name.equals(each.name().name())
                        || name.equals(each.name().toString()))
                .orElse(true);
    }

    /** The reading goes no further than the page. */
    private void show(RunArchive run, ArchivedTable each) {
        long[] number = {0};
        try {
            run.rows(each, 0, (moment, row) -> {
                number[0]++;
                if (number[0] > after + limit) {
                    throw new PageFull();
                }
                if (number[0] > after) {
                    print(each, number[0], row);
                }
            });
        } catch (PageFull full) {
            context.output()
                    .note("More rows of " + each.name() + " follow: --after " + (after + limit) + " shows them.");
        }
    }

    private void print(ArchivedTable each, long number, Row row) {
        if (context.output().json()) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < each.columns().size(); i++) {
                values.put(each.columns().get(i).name(), row.values().get(i));
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("table", each.name().toString());
            facts.put("number", number);
            facts.put("values", values);
            context.output().object("archived_row", facts);
        } else {
            context.output().line(each.name() + " row " + number);
            for (int i = 0; i < each.columns().size(); i++) {
                context.output()
                        .line("  " + visible(name(each.columns().get(i))) + ": "
                                + row.values()
                                        .get(i)
                                        .map(ArchiveShowCommand::quoted)
                                        .orElse("NULL"));
            }
        }
    }

    private static String name(ArchivedColumn column) {
        return column.name();
    }

    private static String quoted(String value) {
        boolean whole = value.length() <= WIDEST;
        String text = visible(whole ? value : value.substring(0, WIDEST));
        return "'" + text + "'" + (whole ? "" : "... (" + value.length() + " characters)");
    }

    /** Characters that steer a terminal, or turn its writing around, as their numbers. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> visible.append("\\n");
                case '\r' -> visible.append("\\r");
                case '\t' -> visible.append("\\t");
                case '\\' -> visible.append("\\\\");
                default -> {
                    switch (Character.getType(point)) {
                        case Character.CONTROL,
                                Character.FORMAT,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR,
                                Character.SURROGATE -> visible.append(String.format("\\u%04x", point));
                        default -> visible.appendCodePoint(point);
                    }
                }
            }
        });
        return visible.toString();
    }

    /** Ends the reading of a file. */
    private static final class PageFull extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PageFull() {
            super("the page is full");
        }
    }
}
