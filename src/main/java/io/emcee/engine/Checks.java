package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Rights;
import io.emcee.engine.Check.State;
import io.emcee.engine.Check.Subject;
import io.emcee.engine.PreflightRules.Mode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges what is around a database, without a pooler in between, by what a plan needs and by the target's rules. Pure. */
record Checks(Needs needs, PreflightRules rules, Circumstances found) {
    private static final int OLDEST = 14;

    /** The newest that the tests run on. */
    private static final int NEWEST = 18;

    private static final String OWN_SESSION = "a session of its own";

    /**
     * The lock's holder, the worker, three of Flyway's, the journal, the run's row, the observers of locks and of the
     * server, and the count.
     */
    static final int SESSIONS = 10;

    /** Every check that is not switched off, in the order of the subjects. */
    List<Check> all() {
        Stream<Check> first = Stream.of(recovery(), version(), direct(), rights(), connections(), sessions());
        return Stream.concat(first, new Hindrances(needs, rules, found).all().stream())
                .filter(check -> rules.mode(check.subject()) != Mode.OFF)
                .toList();
    }

    private Check recovery() {
        return found.server().inRecovery()
                ? found(
                        Subject.RECOVERY,
                        "the server is a standby, which takes no writes",
                        "a primary is needed",
                        List.of("connect to its primary"))
                : Check.fine(Subject.RECOVERY, "the server is a primary", "a primary is needed");
    }

    private Check version() {
        String version = "PostgreSQL " + found.server().version().split(" ", 2)[0];
        String limit = OLDEST + " to " + NEWEST;
        int major = found.server().versionNumber() / 10_000;
        if (major < OLDEST) {
            return found(Subject.VERSION, version, limit, List.of("upgrade the server first"));
        }
        return major > NEWEST
                ? new Check(
                        Subject.VERSION,
                        State.YELLOW,
                        version + ", with which this emcee was never tried",
                        limit,
                        List.of("try the upgrade on a copy of the database first"))
                : Check.fine(Subject.VERSION, version, limit);
    }

    /** A pooler is in between, so that nothing else can be said. */
    static Check pooled() {
        return new Check(
                Subject.POOLER,
                State.RED,
                "a pooler in between gives each transaction another session of the server",
                OWN_SESSION,
                List.of("connect to PostgreSQL itself, or to a pooler in session mode"));
    }

    private Check direct() {
        return Check.fine(Subject.POOLER, "none in transaction mode is in between", OWN_SESSION);
    }

    private Check rights() {
        Rights rights = found.rights();
        String role = Identifier.display(rights.role());
        List<String> lacking = new ArrayList<>();
        List<String> remedy = new ArrayList<>();
        if (!rights.foreign().isEmpty()) {
            lacking.add("is not the owner of " + names(rights.foreign()));
            remedy.add("let their owner run it, or make the role a member of the owner");
        }
        if (!rights.unwritable().isEmpty()) {
            lacking.add("may not read and update " + names(rights.unwritable()));
            remedy.add("GRANT SELECT, UPDATE ON "
                    + rights.unwritable().stream().map(QualifiedName::quoted).collect(Collectors.joining(", ")) + " TO "
                    + Identifier.quote(rights.role()));
        }
        if (needs.creates() && !rights.creates()) {
            lacking.add("may not create in schema " + Identifier.display(needs.schema()));
            remedy.add("GRANT CREATE ON SCHEMA " + Identifier.quote(needs.schema()) + " TO "
                    + Identifier.quote(rights.role()));
        }
        if (!rights.keepsState()) {
            lacking.add("may neither write the schema \"emcee\" nor create it");
            remedy.add("GRANT CREATE ON DATABASE "
                    + Identifier.quote(found.server().database()) + " TO " + Identifier.quote(rights.role())
                    + ", or let the owner of the schema run it");
        }
        String limit = "all that the plan needs";
        return lacking.isEmpty()
                ? Check.fine(Subject.RIGHTS, role + " has them", limit)
                : found(Subject.RIGHTS, role + " " + String.join(" and ", lacking), limit, remedy);
    }

    private Check connections() {
        int free = found.connections().free();
        String value = free + " free, by " + found.connections().limit();
        String limit = SESSIONS + " are needed";
        return free >= SESSIONS
                ? Check.fine(Subject.CONNECTIONS, value, limit)
                : found(Subject.CONNECTIONS, value, limit, List.of("end sessions that are idle, or raise the limit"));
    }

    private Check sessions() {
        Rights rights = found.rights();
        String limit = "pg_read_all_stats";
        return rights.seesSessions()
                ? Check.fine(Subject.SESSIONS, Identifier.display(rights.role()) + " sees what all sessions do", limit)
                : found(
                        Subject.SESSIONS,
                        Identifier.display(rights.role())
                                + " sees only what its own sessions do: not how old the transactions of others are,"
                                + " what blocks a lock, nor how far standbys are",
                        limit,
                        List.of("GRANT pg_read_all_stats TO " + Identifier.quote(rights.role())));
    }

    private Check found(Subject subject, String value, String limit, List<String> remedy) {
        return new Check(subject, rules.found(subject), value, limit, remedy);
    }

    /** {@code public.images, public.tasks and 3 more}. */
    static String names(Collection<?> names) {
        String first = names.stream().limit(3).map(Object::toString).collect(Collectors.joining(", "));
        return first + (names.size() > 3 ? " and " + (names.size() - 3) + " more" : "");
    }
}
