package io.emcee.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A session that others wait for, or that waits itself. What the asking role may not see is empty.
 *
 * @param pid 0 for a prepared transaction, which has no session
 * @param started when the session began: a later one may get the same pid
 * @param application the name it gave itself; empty too when it gave none
 * @param client its address; empty too on a Unix socket
 * @param state {@code active}, {@code idle in transaction}
 * @param transaction the age of its transaction
 * @param query what it runs, or ran last
 * @param obstacle why the asking role can do nothing about it; empty when it can
 */
public record Blocker(
        int pid,
        Optional<Instant> started,
        Optional<String> role,
        Optional<String> application,
        Optional<String> client,
        Optional<String> state,
        Optional<Duration> transaction,
        Optional<String> query,
        Optional<Obstacle> obstacle) {

    /**
     * What is read of the pid {@code i.pid} and of {@code a}, its row in pg_stat_activity. The obstacles are those of
     * the server (pg_signal_backend, in PostgreSQL's manual section 9.28.2), and emcee's own.
     */
    static final String COLUMNS = """
        i.pid, a.backend_start, a.usename, nullif(a.application_name, '') AS application, host(a.client_addr) AS client,
        a.state, (extract(epoch FROM clock_timestamp() - a.xact_start) * 1000)::bigint AS age,
        nullif(a.query, '') AS query,
        CASE WHEN i.pid = 0 THEN 'PREPARED'
             WHEN a.pid IS NULL THEN 'GONE'
             WHEN a.application_name LIKE 'emcee/%' OR a.pid = pg_catalog.pg_backend_pid() THEN 'EMCEE'
             WHEN a.backend_start IS NULL THEN 'HIDDEN'
             WHEN a.backend_type NOT IN ('client backend', 'autovacuum worker') THEN 'PROCESS'
             WHEN a.datname IS DISTINCT FROM current_database() THEN 'ELSEWHERE'
             WHEN (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user) THEN NULL
             WHEN a.usesysid IS NULL THEN
                 CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'pg_signal_autovacuum_worker'
                                   AND pg_catalog.pg_has_role(oid, 'USAGE')) THEN NULL ELSE 'SUPERUSER' END
             WHEN (SELECT rolsuper FROM pg_catalog.pg_roles WHERE oid = a.usesysid) THEN 'SUPERUSER'
             WHEN NOT (pg_catalog.pg_has_role(a.usesysid, 'USAGE')
                       OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE')) THEN 'RIGHTS' END AS obstacle
        """;

    static Blocker read(ResultSet row) throws SQLException {
        Optional<String> state = text(row, "state");
        return new Blocker(
                row.getInt("pid"),
                Optional.ofNullable(row.getObject("backend_start", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                text(row, "usename"),
                text(row, "application"),
                text(row, "client"),
                state,
                Optional.ofNullable(row.getObject("age", Long.class)).map(Duration::ofMillis),
                // Of a session that it hides, the server gives "<insufficient privilege>" for the query.
                text(row, "query").filter(query -> state.isPresent()),
                text(row, "obstacle").map(Obstacle::valueOf));
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** Whether the asking role may see what the session does. */
    public boolean visible() {
        return state.isPresent();
    }

    /** Whether it is the same session, whatever it does: a pid is given again. */
    public boolean same(Blocker other) {
        return pid == other.pid && started.equals(other.started);
    }

    /** Why this cannot be done to the session, as half a sentence; empty when it can. */
    public Optional<String> against(SessionAct act) {
        boolean nothing =
                act == SessionAct.CANCEL && state.filter("active"::equals).isEmpty();
        return obstacle.map(Obstacle::reason)
                .or(() -> nothing
                        ? Optional.of("it runs no statement that could be cancelled; to end the session would help")
                        : Optional.empty());
    }

    /** Half a sentence: {@code pid 4711 (role "glance", nova-api, from 10.0.0.5, idle in transaction for 3 min)}. */
    @Override
    public String toString() {
        if (pid == 0) {
            return "a prepared transaction";
        }
        return "pid " + pid + " (role "
                + role.map(name -> "\"" + Identifier.printable(name) + "\"").orElse("unknown")
                + application.map(name -> ", " + Identifier.printable(name)).orElse("")
                + client.map(address -> ", from " + address).orElse("")
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
