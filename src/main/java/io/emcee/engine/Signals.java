package io.emcee.engine;

import io.emcee.catalog.Activities;
import io.emcee.catalog.Activity;
import io.emcee.catalog.Blocker;
import io.emcee.catalog.SessionAct;
import io.emcee.catalog.SessionControl;
import io.emcee.journal.Journal;
import io.emcee.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The sessions of others, and what the operator does about them: each time on a connection of its own, kept in the journal. Thread-safe. */
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
     * one, keeps it.
     *
     * @param events told what came of it, on this thread
     */
    public Event.SessionSignalled send(SessionAct act, Blocker seen, Consumer<Event> events) {
        Event.SessionSignalled event = engine.attempt(() -> {
            try (Connection connection = access.writer("session control")) {
                SessionControl.Outcome outcome = SessionControl.apply(connection, act, seen);
                return recorded(connection, new Event.SessionSignalled(act, seen, outcome.done(), outcome.sentence()));
            }
        });
        events.accept(event);
        return event;
    }

    /** What was done is done, also when the journal cannot be written. */
    private Event.SessionSignalled recorded(Connection connection, Event.SessionSignalled event) {
        try {
            if (StateSchema.current(connection)) {
                Journal.open(connection, actor.user(), actor.host())
                        .append(OptionalLong.empty(), event.kind(), Json.line(event.facts()));
            }
            return event;
        } catch (SQLException | RuntimeException unwritten) {
            return new Event.SessionSignalled(
                    event.act(),
                    event.session(),
                    event.done(),
                    event.sentence() + " The journal could not be written: " + Failures.words(unwritten) + ".");
        }
    }
}
