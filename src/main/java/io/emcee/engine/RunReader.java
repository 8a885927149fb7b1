package io.emcee.engine;

import io.emcee.batch.Tuning;
import io.emcee.journal.Journal;
import io.emcee.json.Json;
import io.emcee.run.RunRow;
import io.emcee.run.Runs;
import io.emcee.run.Told;
import io.emcee.run.Wanted;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The runs of a database, whoever does them: seen, followed and steered from anywhere. Thread-safe. */
public final class RunReader {
    /** Between two questions: soon after something was told, since most steps are short, and then ever less often. */
    private static final Duration SOONEST = Duration.ofMillis(10);
    /** A run tells something about five times a second. */
    private static final Duration LATEST = Duration.ofMillis(100);
    /** Between two looks at whether the run's own session is there. */
    private static final Duration LOOK = Duration.ofMillis(500);
    /** A run whose session is gone may still be writing how it ended. */
    private static final Duration GRACE = Duration.ofSeconds(3);
    /** For how long a server is asked again that does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Engine engine;
    private final Access access;
    private final Actor actor;

    RunReader(Engine engine, Access access, Actor actor) {
        this.engine = engine;
        this.access = access;
        this.actor = actor;
    }

    /** What is told of a run that is followed. Both are called on the thread that follows. */
    public interface Follower {
        void event(Event event);

        /** The run as it is now, about twice a second. */
        void row(RunRow run);
    }

    /** The newest runs, newest first; none on a database that emcee has not run on yet. */
    public List<RunRow> newest(int limit) {
        return engine.read("runs", connection -> runs(connection).newest(limit));
    }

    public Optional<RunRow> find(long id) {
        return engine.read("runs", connection -> runs(connection).find(id));
    }

    /** The run that goes on; empty when none does. */
    public Optional<RunRow> going() {
        return engine.read("runs", connection -> runs(connection).going());
    }

    /** The event that another process has told in {@link Event#facts}; empty when it cannot be understood. */
    public Optional<Event> event(String kind, Map<String, Object> facts) {
        return new EventReader(engine.set()).read(kind, facts);
    }

    static Runs runs(Connection connection) {
        return new Runs(connection, GlobalLock.KEY);
    }

    /**
     * Says what is wanted of a run that goes on; the journal keeps who wanted it.
     *
     * @return false when it has ended, or is not there
     */
    public boolean want(long id, Wanted wanted) {
        return steer(id, "asked", Map.of("wanted", wanted.word()), runs -> runs.want(id, wanted, actor.toString()));
    }

    /**
     * Changes settings of a run that goes on; the journal keeps who did.
     *
     * @return false when it has ended, or is not there
     */
    public boolean set(long id, Map<String, Object> settings) {
        return steer(id, "settings", settings, runs -> runs.set(id, settings));
    }

    /**
     * Changes how a run that goes on treats the server.
     *
     * @return false when it has ended, or is not there
     */
    public boolean tune(long id, Tuning tuning) {
        return set(id, Map.of(LiveRun.TUNING, tuning.facts()));
    }

    /** How a run treats the server, as it began or was changed since. */
    public Tuning tuning(RunRow run) {
        return LiveRun.tuning(run.settings())
                .or(() -> LiveRun.tuning(run.what()))
                .orElseGet(engine::tuning);
    }

    private boolean steer(long id, String kind, Map<String, Object> facts, Change change) {
        return engine.attempt(() -> {
            try (Connection connection = access.writer("steer")) {
                boolean heard = runs(connection).present() && change.made(runs(connection));
                if (heard) {
                    Journal.open(connection, actor.user(), actor.host())
                            .append(OptionalLong.of(id), kind, Json.line(facts));
                }
                return heard;
            }
        });
    }

    private interface Change {
        boolean made(Runs runs) throws SQLException;
    }

    /**
     * Tells what happens in a run until it has ended, beginning with what is still known of its beginning. A connection
     * that breaks meanwhile is opened again.
     *
     * @return the run as it ended; it goes on only where the thread was interrupted
     */
    public RunRow follow(long id, Follower follower) {
        return new Following(id, follower).toItsEnd();
    }

    private final class Following {
        private final long id;
        private final Follower follower;
        private final EventReader reader = new EventReader(engine.set());
        private long known;
        private long heard = System.nanoTime();
        private long alive = System.nanoTime();
        private Duration beat = SOONEST;

        Following(long id, Follower follower) {
            this.id = id;
            this.follower = follower;
        }

        RunRow toItsEnd() {
            while (true) {
                try (Connection connection = open()) {
                    return ended(runs(connection));
                } catch (SQLException broken) {
                    if (!again()) {
                        throw DatabaseFailed.of(access.database(), broken);
                    }
                }
            }
        }

        private Connection open() {
            while (true) {
                try {
                    return access.reader("attach");
                } catch (RuntimeException unreachable) {
                    if (!again()) {
                        throw unreachable;
                    }
                }
            }
        }

        private boolean again() {
            return passed(heard).compareTo(PATIENCE) < 0 && pause(LOOK);
        }

        private RunRow ended(Runs runs) throws SQLException {
            while (true) {
                RunRow row = look(runs);
                if (over(row)) {
                    return row;
                }
                boolean more = true;
                for (long since = heard; more && passed(since).compareTo(LOOK) < 0; ) {
                    if (!pause(beat)) {
                        return row;
                    }
                    more = !tell(runs);
                }
            }
        }

        private RunRow look(Runs runs) throws SQLException {
            RunRow row = runs.find(id).orElseThrow();
            tell(runs);
            follower.row(row);
            if (row.alive()) {
                alive = heard;
            }
            return row;
        }

        /** Tells what is new, and answers whether the run has said how it ended. */
        private boolean tell(Runs runs) throws SQLException {
            Runs.News news = runs.news(id, known);
            heard = System.nanoTime();
            Duration longer = beat.multipliedBy(3).dividedBy(2);
            beat = news.told().isEmpty() ? longer.compareTo(LATEST) < 0 ? longer : LATEST : SOONEST;
            for (Told told : news.told()) {
                known = told.number();
                reader.read(told).ifPresent(follower::event);
            }
            return news.ended();
        }

        private boolean over(RunRow row) {
            return !row.state().going()
                    && (row.result().isPresent() || passed(alive).compareTo(GRACE) > 0);
        }
    }

    private static Duration passed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** False when the thread should end. */
    private static boolean pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
