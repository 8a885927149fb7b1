package io.emcee.cli;

import io.emcee.purge.PurgeRequest;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How old and how many, with the names, meanings and words of {@code glance-manage db purge}. */
final class RowLimits {
    private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);

    private final int otherwise;

    @Option(
            names = "--age_in_days",
            paramLabel = "DAYS",
            description = "Purge rows that were deleted longer ago; 30 by default, of images 180.")
    private Optional<String> age = Optional.empty();

    @Option(
            names = "--max_rows",
            paramLabel = "N",
            description = "How many rows of each table at most, the oldest first; 100 by default, -1 for all.")
    private Optional<String> rows = Optional.empty();

    @Parameters(arity = "0..2", hidden = true, description = "The age and the rows, as glance-manage takes them.")
    private List<String> positions = List.of();

    /** @param otherwise the age in days when none is given */
    RowLimits(int otherwise) {
        this.otherwise = otherwise;
    }

    /** @throws Refusal as glance-manage would say it */
    PurgeRequest request(PurgeRequest.Scope scope, List<String> tables) {
        BigInteger days = number("age_in_days", age, 0, otherwise);
        BigInteger limit = number("max_rows", rows, 1, 100);
        if (days.signum() < 0) {
            throw wrong("Must supply a non-negative value for age.");
        }
        if (days.compareTo(BigInteger.valueOf(Instant.now().getEpochSecond() / 86_400)) >= 0) {
            throw wrong("Maximal age is count of days since epoch.");
        }
        if (limit.compareTo(BigInteger.ONE.negate()) < 0) {
            throw wrong("Minimal rows limit is -1.");
        }
        if (limit.compareTo(MOST) > 0) {
            throw wrong("'max_rows' value out of range, must not exceed " + MOST + ".");
        }
        return new PurgeRequest(
                scope,
                tables,
                Optional.of(Duration.ofDays(days.longValue())),
                limit.signum() < 0 ? OptionalLong.empty() : OptionalLong.of(limit.longValue()),
                Optional.empty());
    }

    private BigInteger number(String name, Optional<String> option, int place, int standard) {
        if (option.isPresent()) {
            return parse(option.get())
                    .orElseThrow(() -> new Refusal(
                            ExitCode.USAGE, "argument --" + name + ": invalid int value: '" + option.get() + "'"));
        }
        if (positions.size() > place) {
            String text = positions.get(place);
            return parse(text).orElseThrow(() -> wrong("Invalid int value for " + name + ": " + text));
        }
        return BigInteger.valueOf(standard);
    }

    private static Optional<BigInteger> parse(String text) {
        try {
            return Optional.of(new BigInteger(text.strip()));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Refusal wrong(String sentence) {
        return new Refusal(ExitCode.ERROR, sentence);
    }
}
