package io.emcee.journal;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * One row of the journal.
 *
 * @param number from 1, without gaps
 * @param at by the server's clock, to the microsecond
 * @param run the number of the entry that began the run it belongs to; empty outside runs
 * @param kind what happened, a word that readers tell entries apart by: {@code step_done}
 * @param facts one JSON object on one line
 * @param hash of this entry and, through the one before, of all before it
 */
public record Entry(long number, Instant at, OptionalLong run, String kind, Author author, String facts, Hash hash) {

    /** Whether the entry is as it was written, behind one with that hash. */
    boolean follows(Hash before) {
        return hash.equals(hash(before, number, at, run, kind, author, facts));
    }

    static Hash hash(Hash before, long number, Instant at, OptionalLong run, String kind, Author author, String facts) {
        return before.then(
                String.valueOf(number),
                at.toString(),
                run.isPresent() ? String.valueOf(run.getAsLong()) : "",
                kind,
                author.role(),
                author.user(),
                author.host(),
                author.application(),
                facts);
    }
}
