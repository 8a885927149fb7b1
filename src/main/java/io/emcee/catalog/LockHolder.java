package io.emcee.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * The session that holds a lock. What the asking role may not see is empty.
 *
 * @param application the name it gave itself, {@code emcee/0.1 lock}; empty too when it gave none
 * @param address of its client; empty too on a Unix socket
 * @param connected since when the session exists: the lock cannot be older
 * @param quiet since when its state has not changed: since it took the lock, if it has done nothing else
 */
public record LockHolder(
        int pid,
        Optional<String> role,
        Optional<String> application,
        Optional<String> address,
        Optional<Instant> connected,
        Optional<Instant> quiet) {

    /** Half a sentence: {@code pid 4711 (role "glance", emcee/0.1 lock, from 10.0.0.5, since 2026-11-20T22:04:05Z)}. */
    @Override
    public String toString() {
        return "pid " + pid + " (role "
                + role.map(name -> "\"" + Identifier.printable(name) + "\"").orElse("unknown")
                + application.map(name -> ", " + Identifier.printable(name)).orElse("")
                + address.map(where -> ", from " + where).orElse("")
                + connected.map(when -> ", since " + when).orElse(", since when your role may not see") + ")";
    }
}
