package io.emcee.engine;

import io.emcee.catalog.Activities;
import io.emcee.catalog.Activity;
import io.emcee.catalog.Blocker;
import io.emcee.catalog.SessionAct;
import io.emcee.catalog.SessionControl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The sessions of others, and what the operator does about them: each time on a connection of its own, kept in the
 * journal. Thread-safe.
 */
public final class Signals {
    private final Engine engine;
    private final Access access;
    private final Actor actor;

    Signals(Engine engine, Access access, Actor actor) {
        this.engine = engine;
        this.access = access;
        this.actor = actor;
    }

    /** Every other session of the database. */
    public List<Activity> all() {
        return engine.read("session", Activities::of);
    }

    /** The session that has a pid now. */
    public Optional<Blocker> session(int pid) {
        return engine.read("session", connection -> SessionControl.find(connection, pid));
    }

    /**
     * Cancels the statement of another session, or ends the session, if it is still the one that was seen; waits at most
     * 2 s for it to end. That it could not be done is no failure: the event says so. The journal, if the database has
     * one, keeps what is meant before and what came of it after; that it cannot be written does not keep an operator from
     * helping, and the event says that too.
     *
     * @param consent what the operator has typed before
     * @param events told what came of it, on this thread
     */
    public Event.SessionSignalled send(SessionAct act, Blocker seen, Confirmed consent, Consumer<Event> events) {
        Event.SessionSignalled event = engine.attempt(() -> {
            try (Connection connection = access.writer("session control")) {
                return send(connection, act, seen, consent);
            }
        });
        events.accept(event);
        return event;
    }

    private Event.SessionSignalled send(Connection connection, SessionAct act, Blocker seen, Confirmed consent)
            throws SQLException {
        Optional<Act> intent = Optional.empty();
        try {
            intent = begin(connection, act, seen, consent);
        } catch (SQLException | RuntimeException unwritten) {
            return unwritten(signalled(connection, act, seen), unwritten);
        }
        try {
            Event.SessionSignalled event = signalled(connection, act, seen);
            return intent.isEmpty() ? event : recorded(intent.get(), event);
        } catch (SQLException | RuntimeException failed) {
            intent.ifPresent(begun -> begun.failed(failed));
            throw failed;
        }
    }

    private static Event.SessionSignalled signalled(Connection connection, SessionAct act, Blocker seen)
            throws SQLException {
        SessionControl.Outcome outcome = SessionControl.apply(connection, act, seen);
        return new Event.SessionSignalled(act, seen, outcome.done(), outcome.sentence());
    }

    private Optional<Act> begin(Connection connection, SessionAct act, Blocker seen, Confirmed consent)
            throws SQLException {
        try (Statement limit = connection.createStatement()) {
            // The session that is in the way may hold the journal itself.
            limit.execute("SET lock_timeout = '1s'");
        }
        if (!StateSchema.current(connection)) {
            return Optional.empty();
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("act", act.word());
        facts.put("session", SessionFacts.of(seen));
        facts.put("consent", consent.facts());
        facts.put("sentence", act.word() + " pid " + seen.pid() + "; " + consent.sentence());
        return Optional.of(Act.begin(connection, actor, Recorded.SESSION_SIGNALLING, facts));
    }

    /** What was done is done, also when the journal cannot be written. */
    private static Event.SessionSignalled recorded(Act intent, Event.SessionSignalled event) {
        try {
            intent.end(event.kind(), event.facts());
            return event;
        } catch (SQLException | RuntimeException unwritten) {
            return unwritten(event, unwritten);
        }
    }

    private static Event.SessionSignalled unwritten(Event.SessionSignalled event, Exception why) {
        return new Event.SessionSignalled(
                event.act(),
                event.session(),
                event.done(),
                event.sentence() + " The journal could not be written: " + Failures.words(why) + ".");
    }
}
