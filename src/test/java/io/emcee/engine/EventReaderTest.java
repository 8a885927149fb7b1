package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.batch.Going;
import io.emcee.batch.Lamp;
import io.emcee.batch.Lamps;
import io.emcee.batch.Level;
import io.emcee.batch.TimeLeft;
import io.emcee.catalog.StatementProgress;
import io.emcee.catalog.StatementProgress.Share;
import io.emcee.engine.Check.State;
import io.emcee.engine.Check.Subject;
import io.emcee.json.Json;
import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import io.emcee.run.Wanted;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import io.emcee.script.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run has told is read back by whoever follows it. */
class EventReaderTest {
    private static final RevisionSet GLANCE = RevisionSets.load("glance");
    private static final Script EXPAND = GLANCE.script(RevisionId.of("ocata_expand01"));
    private static final Step SECOND = Step.of(EXPAND, EXPAND.parts().get(1), true);
    private static final Duration TIME = Duration.ofMillis(1234);
    private static final Check RED =
            new Check(Subject.CONNECTIONS, State.RED, "3 free", "8 are needed", List.of("wait"));

    static List<Event> everyKind() {
        Witness witness = new Witness(Witness.Kind.WRITES, State.RED, "nova wrote", List.of("stop it"));
        return List.of(
                new Event.RunStarted(17, Operation.MIGRATE, "ocata", 3),
                new Event.Asked(Wanted.PAUSE, "nina@bastion"),
                new Event.PreflightDone(new Preflight(Operation.EXPAND, List.of(RED))),
                new Event.Overruled(new Check(Subject.LAG, State.RED, "9 s", "", List.of()), "it is the report"),
                new Event.GateOverruled(Gate.DRAIN, "writes: nova", "they are off the network"),
                new Event.DrainSeen(
                        new Drain(
                                List.of("public.images.is_public"), Optional.of(Instant.EPOCH), TIME, List.of(witness)),
                        true),
                new Event.BackupAccepted(new Backup(Backup.Kind.DUMP, "/backup", Optional.empty(), "12 MB"), "0/1A2B"),
                new Event.BackupMissed(),
                new Event.StepStarted(SECOND, 2, 9),
                new Event.StatementDone("SELECT '\u001b'", TIME),
                new Event.BatchDone(RevisionId.of("ocata_migrate01"), 12, 345, false, 7, TIME, Optional.empty()),
                new Event.BatchDone(
                        RevisionId.of("ocata_migrate01"),
                        12,
                        345,
                        false,
                        7,
                        TIME,
                        Optional.of(new RowProgress(
                                12,
                                Optional.of(new TimeLeft(TIME, TIME)),
                                List.of(1L, 2L),
                                Optional.of("spread"),
                                Optional.of(0.5),
                                1,
                                2,
                                3))),
                new Event.OrderChosen(RevisionId.of("ocata_migrate01"), "spread", "It is cheaper."),
                new Event.Throttled(
                        RevisionId.of("ocata_migrate01"),
                        Going.HELD,
                        new Lamps(0, List.of(new Lamp("archive", "300", "32 / 256", Level.HOLD, "Files wait."))),
                        true),
                new PhaseStarted(17, Operation.MIGRATE, Phase.CONTRACT, 2),
                new PhaseEnded(new PhaseStarted(17, Operation.MIGRATE, Phase.CONTRACT, 2), 5, TIME),
                new GateClosed(OptionalLong.of(17), Operation.CONTRACT, Gate.DRAIN, true, "Old clients write."),
                new GateClosed(OptionalLong.empty(), Operation.CONTRACT, Gate.DATA, false, "Rows are pending."),
                new HookFailed(OptionalLong.of(17), "chat", Moment.PHASE_END, "It does not answer."),
                Confirmed.typed("Go on?", "y"),
                new PlanApproved("maria", "maria@bastion", "now", Optional.of("SHA256:x"), true, "hash"),
                new PlanApproved("maria", "maria@bastion", "now", Optional.empty(), false, "hash"),
                new Event.Healed(EXPAND.id(), "Dropped an index."),
                LockAwaitedTest.waiting(0),
                LockAwaitedTest.event(0),
                new Event.Progressed(
                        SECOND,
                        new StatementProgress(
                                "CREATE INDEX",
                                "waiting for writers",
                                new Share(1, 2),
                                new Share(3, 4),
                                new Share(5, 6),
                                Optional.of(7))),
                new Event.StepDone(SECOND, 9, TIME));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void whatIsReadBackIsWhatWasTold(Event event) {
        Map<String, Object> told = Json.object(Json.line(event.facts()));
        Event read = new EventReader(GLANCE).read(event.kind(), told).orElseThrow();
        assertEquals(event, read);
    }

    @Test
    void whatCannotBeUnderstoodIsLeftOut() {
        EventReader reader = new EventReader(RevisionSets.load("bexar"));
        Event event = new Event.StepStarted(SECOND, 2, 9);
        assertEquals(Optional.empty(), reader.read(event.kind(), event.facts()));
        assertEquals(Optional.empty(), reader.read("made_up", Map.of()));
        assertEquals(Optional.empty(), reader.read("step_done", Map.of("revision", 7)));
        assertEquals(Optional.empty(), reader.read("asked", Map.of("wanted", "dance", "by", "nina")));
        assertEquals(Optional.empty(), reader.read("preflight_done", Map.of("operation", "expand", "checks", "none")));
    }
}
