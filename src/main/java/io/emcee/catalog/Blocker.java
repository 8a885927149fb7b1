package io.emcee.catalog;

import java.time.Duration;
import java.util.Optional;

/**
 * A session that others wait for, or that waits itself. What the asking role may not see is empty.
 *
 * @param pid 0 for a prepared transaction, which has no session
 * @param application the name it gave itself; empty too when it gave none
 * @param client its address; empty too on a Unix socket
 * @param state {@code active}, {@code idle in transaction}
 * @param transaction the age of its transaction
 * @param query what it runs, or ran last
 */
public record Blocker(
        int pid,
        Optional<String> role,
        Optional<String> application,
        Optional<String> client,
        Optional<String> state,
        Optional<Duration> transaction,
        Optional<String> query) {

    /** Whether the asking role may see what the session does. */
    public boolean visible() {
        return state.isPresent();
    }

    /** Half a sentence: {@code pid 4711 (role "glance", nova-api, idle in transaction for 3 min)}. */
    @Override
    public String toString() {
        if (pid == 0) {
            return "a prepared transaction";
        }
        return "pid " + pid + " (role "
                + role.map(name -> "\"" + Identifier.printable(name) + "\"").orElse("unknown")
                + application.map(name -> ", " + Identifier.printable(name)).orElse("")
                + state.map(does -> ", " + does
                                + transaction.map(age -> " for " + age(age)).orElse(""))
                        .orElse(", what it does your role may not see")
                + ")";
    }

    private static String age(Duration age) {
        if (age.toSeconds() < 60) {
            return Math.max(0, age.toSeconds()) + " s";
        }
        return age.toMinutes() < 60 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
