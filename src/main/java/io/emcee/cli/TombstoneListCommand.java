package io.emcee.cli;

import io.emcee.catalog.QualifiedName;
import io.emcee.purge.Tombstone;
import io.emcee.purge.Tombstones;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code emcee tombstone list}. As JSON a line of the kind {@code tombstone} for each, with the keys of
 * {@link Tombstone#facts}; without a table the kind {@code tombstones} with the number of each table.
 */
@Command(name = "list", description = "List the tombstones of a table, or how many each table has; changes nothing.")
final class TombstoneListCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(arity = "0..1", paramLabel = "TABLE", description = "Its name.")
    private Optional<String> table = Optional.empty();

    @Option(names = "--after", paramLabel = "KEY", description = "Begin behind this key.")
    private String after = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; 1000 by default.")
    private int limit = 1_000;

    TombstoneListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Tombstones tombstones = new Tombstones(context.session().engine());
        if (table.isEmpty()) {
            tombstones.tables().forEach(this::print);
            return ExitCode.DONE;
        }
        List<Tombstone> page = tombstones.page(table.get(), after, limit);
        page.forEach(one ->
                context.output().result(one.key() + "  " + one.at() + "  run " + one.run(), "tombstone", one.facts()));
        if (page.size() == limit) {
            context.output()
                    .note("More may follow: --after " + page.get(limit - 1).key());
        }
        return ExitCode.DONE;
    }

    private void print(QualifiedName name, long count) {
        context.output()
                .result(
                        name + "  " + String.format(Locale.ROOT, "%,d", count),
                        "tombstones",
                        Map.of("table", name, "count", count));
    }
}
