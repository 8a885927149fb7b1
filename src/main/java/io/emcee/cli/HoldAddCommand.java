package io.emcee.cli;

import io.emcee.json.Durations;
import io.emcee.purge.Hold;
import io.emcee.purge.Holds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code emcee hold add}: holds a row, or all that meet a filter. As JSON the kind {@code hold_added} with the keys of
 * {@link Hold#facts} and {@code held_now}.
 */
@Command(
        name = "add",
        description =
                "Hold one row by its primary key, or all rows that meet a filter, whether or not they are deleted."
                        + " What they belong to is not purged either.")
final class HoldAddCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(index = "0", paramLabel = "TABLE", description = "Its name, with its schema where it is another one.")
    private String table = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY", description = "The values of the primary key.")
    private List<String> key = List.of();

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "A filter such as owner=acme, size>1000 or name~^golden; several must all be met.")
    private List<String> where = List.of();

    @Option(names = "--reason", required = true, paramLabel = "REASON", description = "Why; it is shown and kept.")
    private String reason = "";

    @Option(
            names = "--until",
            paramLabel = "DATE|AGE",
            description =
                    "When it ends by itself: a day (2027-03-31, in UTC) or a time from now (90d); never by default.")
    private Optional<String> until = Optional.empty();

    HoldAddCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (key.isEmpty() == where.isEmpty()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "Name either a row by the values of its primary key, or a filter: --where CONDITION.");
        }
        if (reason.isBlank()) {
            throw new Refusal(ExitCode.USAGE, "A hold needs a reason, which is shown and kept: --reason REASON");
        }
        Holds.Wanted wanted = new Holds.Wanted(
                Optional.of(key).filter(values -> !values.isEmpty()),
                where.stream().map(Hold.Term::parse).toList(),
                reason,
                until.map(HoldAddCommand::time));
        Session session = context.session();
        Holds.Held held = new Holds(session.engine()).add(table, wanted);
        Map<String, Object> facts = new LinkedHashMap<>(held.hold().facts());
        facts.put("held_now", held.rows());
        context.output()
                .result(
                        "Hold " + held.hold().number() + " keeps "
                                + (held.rows() == 1 ? "1 row" : held.rows() + " rows") + " of "
                                + held.hold().table()
                                + " (" + held.hold().words() + ")"
                                + held.hold().until().map(at -> " until " + at).orElse("") + ".",
                        "hold_added",
                        facts);
        return ExitCode.DONE;
    }

    private static Instant time(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException noDate) {
            try {
                return Instant.now().plus(Durations.parse(text));
            } catch (IllegalArgumentException neither) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "--until must be a day such as 2027-03-31 or a time from now such as 90d, not \"" + text
                                + "\".");
            }
        }
    }
}
