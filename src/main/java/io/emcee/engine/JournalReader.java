package io.emcee.engine;

import io.emcee.journal.Entries;
import io.emcee.journal.Entry;
import io.emcee.journal.Filter;
import io.emcee.journal.Hash;
import io.emcee.journal.Verification;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The journal of a database, for looking. Each method opens a connection of its own that cannot write. A database that
 * emcee has not run on yet has no entries. Thread-safe.
 */
public final class JournalReader {
    private final Engine engine;

    JournalReader(Engine engine) {
        this.engine = engine;
    }

    /** As {@link Entries#newest}. */
    public List<Entry> newest(Filter filter, long before, int limit) {
        return engine.read("journal", connection -> new Entries(connection).newest(filter, before, limit));
    }

    /** Passes the entries on, oldest first, while they are read. */
    public void each(Filter filter, Consumer<Entry> reader) {
        engine.read("journal", connection -> {
            new Entries(connection).each(filter, reader);
            return true;
        });
    }

    /** The number of the newest run; empty before the first. */
    public OptionalLong lastRun() {
        return engine.read("journal", connection -> new Entries(connection).lastRun());
    }

    /** Reads all of it and compares each entry with its hash, as {@link Verification#of}. */
    public Verification verify(Optional<Hash> seen) {
        return engine.read("journal", connection -> Verification.of(connection, seen));
    }
}
