package io.emcee.purge;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Before when a row must have been deleted to be a candidate: the server's time minus an age, fixed once, since a cutoff
 * that moves would let a parent age past it whose children were left.
 *
 * @param at to the microsecond
 * @param age from which it was made
 */
public record Cutoff(Instant at, Duration age) {
    private static final DateTimeFormatter SQL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter PEOPLE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    public Cutoff {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    /** @param now by the server's clock */
    static Cutoff before(Instant now, Duration age) {
        return new Cutoff(now.minus(age), age);
    }

    /**
     * The condition that holds for a candidate and is never unknown. What has no time of deletion is none.
     *
     * @param alias of the table in the statement
     */
    String candidate(Table table, String alias) {
        Optional<SoftDelete> marks = table.softDelete().filter(by -> by.time().isPresent());
        return marks.map(by -> "((" + flag(by, alias) + alias + "."
                        + Identifier.quote(by.time().orElseThrow().column()) + " < "
                        + literal(by.time().orElseThrow()) + ") IS TRUE)")
                .orElse("FALSE");
    }

    private static String flag(SoftDelete marks, String alias) {
        return marks.flag().map(flag -> flagged(flag, alias) + " AND ").orElse("");
    }

    /** {@code r."deleted"}, {@code r."deleted" <> 0}. */
    static String flagged(SoftDelete.Flag flag, String alias) {
        String column = alias + "." + Identifier.quote(flag.column());
        return switch (flag.type()) {
            case BOOLEAN -> column;
            case INTEGER -> column + " <> 0";
        };
    }

    private String literal(SoftDelete.Time time) {
        String text = SQL.format(at.atOffset(ZoneOffset.UTC));
        return time.withZone() ? "TIMESTAMPTZ '" + text + "+00'" : "TIMESTAMP '" + text + "'";
    }

    /** {@code 2026-10-21 20:12:00 UTC (2026-10-21 22:12:00 +02:00)}. */
    public String words(ZoneId zone) {
        String utc = PEOPLE.format(at.atOffset(ZoneOffset.UTC)).replace("+00:00", "UTC");
        return utc + " (" + PEOPLE.format(at.atZone(zone)) + " here)";
    }
}
