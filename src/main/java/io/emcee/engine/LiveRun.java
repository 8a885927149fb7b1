package io.emcee.engine;

import io.emcee.batch.Tuning;
import io.emcee.journal.Author;
import io.emcee.json.Json;
import io.emcee.run.Owner;
import io.emcee.run.Pulse;
import io.emcee.run.Result;
import io.emcee.run.Wanted;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The row of a run while it goes on: told what happens, and passing on what others want. Thread-safe. */
final class LiveRun implements Consumer<Event>, Pulse.Body, AutoCloseable {
    /** A statement that carries rows may be long; whoever looks sees its beginning. */
    private static final int LONGEST_SQL = 4_000;

    /** What a step does is kept for as long as it may be resumed, to show what was edited meanwhile. */
    private static final int LONGEST_TEXT = 20_000;

    /** The name of the setting, and of the fact that the run began with. */
    static final String TUNING = "tuning";

    private final StopSignal stop;
    private final Pulse pulse;
    private volatile Consumer<Event> listener = event -> {};
    private Wanted heard = Wanted.RUN;

    private LiveRun(Access access, long run, StopSignal stop) {
        this.stop = stop;
        this.pulse = Pulse.of(run, () -> door(access), this);
    }

    private static Connection door(Access access) throws SQLException {
        Connection connection = access.writer("run");
        Session.unlimited(connection);
        return connection;
    }

    /** Who does a run, in this process. */
    static Owner owner(Author author, int backend) {
        return new Owner(
                author.role(),
                author.user(),
                author.host(),
                ProcessHandle.current().pid(),
                author.application(),
                backend,
                Optional.ofNullable(System.getProperty(RunRecord.LOG)));
    }

    /** Keeps a row that was written. */
    static LiveRun of(Access access, long run, StopSignal stop) {
        return new LiveRun(access, run, stop);
    }

    /** Writes the row, and keeps it from then on. */
    static LiveRun begin(Access access, RunRecord record, Map<String, Object> what, int backend, StopSignal stop)
            throws SQLException {
        record.insert(what, backend);
        return new LiveRun(access, record.run(), stop);
    }

    /** What a plan is, for its row. */
    static Map<String, Object> facts(Plan plan, String set, Tuning tuning) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("operation", plan.operation().word());
        facts.put("version", plan.target().equals(set) ? "" : plan.target());
        facts.put("target", plan.target());
        facts.put("plan", plan.hash());
        facts.put("from", plan.from());
        facts.put("to", plan.to());
        facts.put(TUNING, tuning.facts());
        facts.put("steps", plan.steps().stream().map(LiveRun::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(Step step) {
        Map<String, Object> facts = Event.of(step);
        facts.put("title", step.title());
        facts.put("checksum", step.script().checksum(step.part()));
        String text = step.script().recorded(step.part());
        facts.put("text", text.length() > LONGEST_TEXT ? Optional.empty() : Optional.of(text));
        return facts;
    }

    /** Who is told that somebody has asked for something. */
    void tells(Consumer<Event> whom) {
        listener = whom;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.StepStarted) {
            pulse.forget();
        }
        tell(event.kind(), event.facts(), event.again());
    }

    /** Tells of something that is no event of a phase; {@code again} as of {@link Event#again}. */
    void tell(String kind, Map<String, Object> facts, boolean again) {
        pulse.tell(kind, shortened(facts), again);
    }

    private static Map<String, Object> shortened(Map<String, Object> facts) {
        if (facts.get("sql") instanceof String sql && sql.length() > LONGEST_SQL) {
            Map<String, Object> shorter = new LinkedHashMap<>(facts);
            shorter.put("sql", sql.substring(0, LONGEST_SQL) + "...");
            return shorter;
        }
        return facts;
    }

    /** The tuning among the settings or the facts of a run; empty when there is none that can be understood. */
    static Optional<Tuning> tuning(Map<String, Object> facts) {
        try {
            return facts.get(TUNING) instanceof Map<?, ?> map
                    ? Optional.of(Tuning.of(Json.object(Json.line(map))))
                    : Optional.empty();
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void hear(Pulse.Wish wish) {
        tuning(wish.settings()).ifPresent(stop::tune);
        if (wish.wanted() != heard) {
            heard = wish.wanted();
            listener.accept(new Event.Asked(heard, wish.by().orElse("somebody")));
            stop.hold(heard == Wanted.PAUSE);
            if (heard == Wanted.STOP) {
                stop.request();
            }
        }
    }

    @Override
    public boolean rests() {
        return stop.rests();
    }

    /** Writes how the run ended. That this cannot be done is no reason to hide how it did. */
    void end(Optional<Result> result) {
        try {
            if (result.isPresent()) {
                pulse.end(result.get());
            }
        } catch (SQLException | RuntimeException unwritten) {
            // The row has no end then, and no session that holds the lock: whoever looks sees it as interrupted.
        }
    }

    @Override
    public void close() {
        pulse.close();
    }
}
