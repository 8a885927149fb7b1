package io.emcee.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Whether a journal is as it was written. The chain shows every altered, lost or added entry but one thing: entries cut
 * off at its end. For those the hash of an earlier look is compared, when there is one.
 *
 * @param entries how many were read
 * @param head of the last entry; worth keeping elsewhere
 * @param broken what is wrong with the first entry that is; empty when all is well
 */
public record Verification(long entries, Optional<Hash> head, Optional<String> broken) {

    /**
     * Reads the whole journal.
     *
     * @param seen a hash noted earlier, which must still be in the chain
     */
    public static Verification of(Connection connection, Optional<Hash> seen) throws SQLException {
        Chain chain = new Chain(seen);
        new Entries(connection).each(Filter.ALL, chain::add);
        return chain.verdict();
    }

    /** All of it in one sentence. */
    public String sentence() {
        return broken.map(what -> "The journal was altered: " + what + ".")
                .orElseGet(() -> head.map(last -> "The journal is as it was written: " + entries
                                + (entries == 1 ? " entry" : " entries") + ", the last with the hash " + last + ".")
                        .orElse("The journal has no entry."));
    }

    private static final class Chain {
        private final Optional<Hash> seen;
        private long entries;
        private Hash head = Hash.NONE;
        private boolean met;
        private Optional<String> broken = Optional.empty();

        Chain(Optional<Hash> seen) {
            this.seen = seen;
        }

        void add(Entry entry) {
            entries++;
            if (broken.isEmpty()) {
                broken = wrong(entry);
            }
            head = entry.hash();
            met |= seen.filter(head::equals).isPresent();
        }

        private Optional<String> wrong(Entry entry) {
            if (entry.number() != entries) {
                return Optional.of("entry " + entries + " is missing");
            }
            return entry.follows(head)
                    ? Optional.empty()
                    : Optional.of("entry " + entry.number() + ", \"" + entry.kind() + "\" of " + entry.at()
                            + ", is not as it was written");
        }

        Verification verdict() {
            Optional<String> cut = seen.isPresent() && !met
                    ? Optional.of("the hash " + seen.get() + " is not in it, so entries were cut off or rewritten")
                    : Optional.empty();
            return new Verification(entries, entries == 0 ? Optional.empty() : Optional.of(head), broken.or(() -> cut));
        }
    }
}
