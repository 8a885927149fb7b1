package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.EventSchema;
import io.emcee.batch.Going;
import io.emcee.batch.Lamp;
import io.emcee.batch.Lamps;
import io.emcee.batch.Level;
import io.emcee.batch.TimeLeft;
import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import io.emcee.catalog.SessionAct;
import io.emcee.catalog.StatementProgress;
import io.emcee.json.Json;
import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import io.emcee.run.Wanted;
import io.emcee.script.RevisionSets;
import io.emcee.script.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who adds an event, or a key to one, describes it in events.schema.json, and adds it here. */
class EventSchemaTest {
    private static final EventSchema SCHEMA = EventSchema.load();
    private static final Duration TIME = Duration.ofMillis(1_500);
    private static final Instant NOW = Instant.parse("2026-11-20T22:04:05Z");

    @Test
    void everyEventIsDescribedWithAllOfItsKeys() {
        assertEquals(
                List.of(),
                samples()
                        .flatMap(event -> SCHEMA.problems(Json.line(event.object())).stream())
                        .toList());
    }

    @Test
    void everyKindOfEventIsLookedAt() {
        Set<String> known =
                new TreeSet<>(classes(Event.class).map(Class::getSimpleName).toList());
        Set<String> looked = new TreeSet<>(
                samples().map(event -> event.getClass().getSimpleName()).toList());
        assertEquals(known, looked);
    }

    @Test
    void nothingIsDescribedThatThereIsNot() {
        Set<String> kinds = new TreeSet<>(samples().map(Event::kind).toList());
        kinds.addAll(Set.of("result", "error"));
        assertEquals(kinds, SCHEMA.kinds());
    }

    @Test
    void aKeyThatIsNotDescribedIsFound() {
        assertEquals(
                List.of(
                        "healed.sentence is missing",
                        "healed.words is not described",
                        "healed.revision is of the type integer"),
                SCHEMA.problems("{\"kind\":\"healed\",\"event_version\":1,\"words\":\"\",\"revision\":1}").stream()
                        .toList());
    }

    private static Stream<Class<?>> classes(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventSchemaTest::classes)
                : Stream.of(type);
    }

    /** Of each kind one, and another where something in it may be missing. */
    private static Stream<Event> samples() {
        return Stream.of(
                        aroundARun(),
                        gates(),
                        steps(),
                        locks(),
                        List.of(
                                new Event.SessionSignalled(SessionAct.CANCEL, seen(), true, "It was cancelled."),
                                new Event.SessionSignalled(SessionAct.TERMINATE, hidden(), false, "It was not ended.")))
                .flatMap(List::stream);
    }

    private static List<Event> aroundARun() {
        PhaseStarted started = new PhaseStarted(7, Operation.UPGRADE, Phase.EXPAND, 2);
        return List.of(
                new Event.RunStarted(7, Operation.UPGRADE, "ocata", 9),
                started,
                new PhaseEnded(started, 0, TIME),
                new GateClosed(OptionalLong.empty(), Operation.CONTRACT, Gate.DRAIN, true, "Old clients write."),
                new GateClosed(OptionalLong.of(7), Operation.CONTRACT, Gate.DATA, false, "Rows are pending."),
                new HookFailed(OptionalLong.of(7), "chat", Moment.PHASE_END, "It does not answer."),
                new Event.Asked(Wanted.PAUSE, "nina@bastion"),
                RunOutcome.done(OptionalLong.of(7), Operation.UPGRADE),
                RunOutcome.early(OptionalLong.empty(), Operation.UPGRADE, new GateRefused(Gate.LINT, "No.")),
                RunOutcome.early(OptionalLong.empty(), Operation.SYNC, new Stopped("Stopped.")),
                RunOutcome.early(OptionalLong.of(7), Operation.EXPAND, new IllegalStateException("gone")));
    }

    private static List<Event> gates() {
        Check check = new Check(Check.Subject.CONNECTIONS, Check.State.RED, "3 free", "7", List.of("end some"));
        Witness witness = new Witness(Witness.Kind.WRITES, Check.State.RED, "a write", List.of("stop it"));
        return List.of(
                Confirmed.typed("Go on? [y/N]", "y"),
                Confirmed.untyped("Go on? [y/N]", Confirmed.Way.OPTION),
                Confirmed.untyped("Go on? [y/N]", Confirmed.Way.UNASKED),
                new PlanApproved("maria", "maria@bastion", NOW.toString(), Optional.of("SHA256:x"), true, "hash"),
                new PlanApproved("maria", "maria@bastion", NOW.toString(), Optional.empty(), false, "hash"),
                new Event.PreflightDone(new Preflight(Operation.EXPAND, List.of(check))),
                new Event.Overruled(check, "in a hurry"),
                new Event.DrainSeen(new Drain(List.of("t"), Optional.of(NOW), TIME, List.of(witness)), false),
                new Event.DrainSeen(new Drain(List.of(), Optional.empty(), TIME, List.of()), true),
                new Event.BackupAccepted(new Backup(Backup.Kind.DUMP, "/d", Optional.of(NOW), "12 MB"), "0/1A"),
                new Event.BackupAccepted(new Backup(Backup.Kind.STATEMENT, "tape", Optional.empty(), ""), "0/1A"),
                new Event.BackupMissed(),
                new Event.GateOverruled(Gate.DRAIN, "a write", "the nodes are off"));
    }

    private static List<Event> steps() {
        StatementProgress.Share share = new StatementProgress.Share(1, 2);
        return List.of(
                new Event.StepStarted(step(), 1, 9),
                new Event.StatementDone("SELECT 1", TIME),
                new Event.BatchDone(RevisionId.of("grow"), 1, 2, false, 1, TIME, Optional.empty()),
                new Event.BatchDone(RevisionId.of("grow"), 1, 2, false, 1, TIME, Optional.of(pulse())),
                new Event.OrderChosen(RevisionId.of("grow"), "heap", "The pages are full."),
                new Event.Throttled(RevisionId.of("grow"), Going.HELD, lamps(), true),
                new Event.Healed(RevisionId.of("grow"), "An index was dropped."),
                new Event.Progressed(
                        step(),
                        new StatementProgress("CREATE INDEX", "building", share, share, share, Optional.of(4711))),
                new Event.Progressed(
                        step(), new StatementProgress("VACUUM", "scanning", share, share, share, Optional.empty())),
                new Event.StepDone(step(), 12, TIME));
    }

    private static RowProgress pulse() {
        return new RowProgress(
                1, Optional.of(new TimeLeft(TIME, TIME)), List.of(1L), Optional.of("heap"), Optional.of(0.5), 1, 1, 1);
    }

    private static Lamps lamps() {
        return new Lamps(1, List.of(new Lamp("replay_time", "70s", "10s / 1m", Level.HOLD, "A standby is behind.")));
    }

    private static List<Event> locks() {
        Optional<Blockers> blockers = Optional.of(new Blockers(List.of(seen()), List.of(hidden())));
        return List.of(
                new Event.LockWaiting(step(), 1, TIME, TIME, blockers),
                new Event.LockWaiting(step(), 1, TIME, TIME, Optional.empty()),
                new Event.LockAwaited(step(), 1, TIME, TIME, true, blockers, Optional.of(TIME)),
                new Event.LockAwaited(step(), 2, TIME, TIME, false, Optional.empty(), Optional.empty()));
    }

    private static Blocker seen() {
        return new Blocker(
                4711,
                Optional.of(NOW),
                Optional.of("glance"),
                Optional.of("nova-api"),
                Optional.of("10.0.0.5"),
                Optional.of("active"),
                Optional.of(TIME),
                Optional.of("SELECT 1"),
                Optional.empty());
    }

    private static Blocker hidden() {
        return new Blocker(
                12,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Step step() {
        Script script = RevisionSets.load("glance").script(RevisionId.of("ocata_expand01"));
        return new Step(script, script.parts().get(0), Step.Kind.TRANSACTION, true);
    }
}
