package io.emcee.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one session of the database does. Of a session that the asking role may not see, only who it is, for whom it waits
 * and which lock it wants are known.
 *
 * @param session who it is, its state and its query
 * @param kind {@code client backend}, {@code autovacuum worker}; empty where it may not be seen
 * @param waitsFor what the server says it waits for, {@code Client: ClientRead}
 * @param unchanged how long it has been in its state
 * @param connected the age of the session
 * @param wanted the lock that it waits for; empty when it waits for none
 * @param blockers the sessions that keep it from that lock; 0 for a prepared transaction
 */
public record Activity(
        Blocker session,
        Optional<String> kind,
        Optional<String> waitsFor,
        Optional<Duration> unchanged,
        Optional<Duration> connected,
        Optional<WantedLock> wanted,
        List<Integer> blockers) {

    /**
     * A lock that a session waits for.
     *
     * @param what {@code AccessExclusiveLock on images}, {@code the end of another transaction}
     * @param waiting for how long; empty in the moment in which it begins to wait
     */
    public record WantedLock(String what, Optional<Duration> waiting) {}

    public Activity {
        blockers = List.copyOf(blockers);
    }

    public int pid() {
        return session.pid();
    }

    /** Whether the asking role may see what it does. */
    public boolean visible() {
        return session.visible();
    }

    /** Whether it holds a transaction open without doing anything. */
    public boolean idleInTransaction() {
        return session.state()
                .filter(state -> state.startsWith("idle in transaction"))
                .isPresent();
    }

    public boolean idle() {
        return session.state().filter("idle"::equals).isPresent();
    }
}
