package io.emcee.engine;

import io.emcee.revision.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of a history: a part of a revision that was applied.
 *
 * @param version as the history numbers it: {@code 45}, {@code 45.1}
 * @param script {@code V45.1__ocata_expand01.sql}
 * @param checksum Flyway's; empty in a row that another tool wrote
 * @param by who applied it
 * @param at when, by the server's clock
 * @param took how long it ran
 * @param success false only in a row that another tool wrote: emcee records what is done
 */
public record HistoryRow(
        Phase phase,
        String version,
        String script,
        Optional<Integer> checksum,
        String by,
        Instant at,
        Duration took,
        boolean success) {
    private static final Pattern NAME = Pattern.compile("V(\\d+)(?:\\.(\\d+))?__(.+)\\.sql");

    /** The file name under which Flyway sees a part. */
    static String scriptName(String version, String revision) {
        return "V" + version + "__" + revision + ".sql";
    }

    /** The revision's id as the row tells it; the whole script name in a row that another tool wrote. */
    public String revision() {
        Matcher name = NAME.matcher(script);
        return name.matches() ? name.group(3) : script;
    }

    /** The number of the part, from 0. */
    public int part() {
        Matcher name = NAME.matcher(script);
        return name.matches() && name.group(2) != null ? Integer.parseInt(name.group(2)) : 0;
    }
}
