package io.emcee.purge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to purge.
 *
 * @param scope how the roots are chosen
 * @param tables the roots by name; empty for all that are not guarded
 * @param age of the youngest row to go; empty for 30 days, or what the guards of the tables say
 * @param limit how many roots of each table at most; empty for all
 * @param cutoff of a plan that was made before; empty for the server's time minus the age
 */
public record PurgeRequest(
        Scope scope, List<String> tables, Optional<Duration> age, OptionalLong limit, Optional<Instant> cutoff) {
    /** What is purged where nobody says otherwise. */
    public static final Duration AGE = Duration.ofDays(30);

    /** How the roots are chosen. */
    public enum Scope {
        /** Every table that is named is a root, also one that depends on another: {@code db purge}. */
        EACH,
        /** As {@link #EACH}, and refused while rows that an ordinary purge could take are left under them. */
        LAST,
        /** Whole trees: of the tables that are named those are roots that depend on no other of them. */
        TREES
    }

    public PurgeRequest {
        tables = List.copyOf(tables);
    }
}
