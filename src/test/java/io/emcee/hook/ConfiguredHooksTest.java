package io.emcee.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.EventSchema;
import io.emcee.engine.Gate;
import io.emcee.engine.GateClosed;
import io.emcee.engine.HookFailed;
import io.emcee.engine.Moment;
import io.emcee.engine.Operation;
import io.emcee.engine.PhaseEnded;
import io.emcee.engine.PhaseStarted;
import io.emcee.engine.RunOutcome;
import io.emcee.json.Json;
import io.emcee.revision.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Who is told of what, and what becomes of a hook that fails. */
class ConfiguredHooksTest {
    private static final PhaseStarted START = new PhaseStarted(7, Operation.EXPAND, Phase.EXPAND, 2);
    private static final PhaseEnded END = new PhaseEnded(START, 0, Duration.ofMillis(20));
    private static final RunOutcome FAILED =
            new RunOutcome(OptionalLong.of(7), Operation.EXPAND, 1, Optional.empty(), "It failed.");
    private static final GateClosed CLOSED =
            new GateClosed(OptionalLong.empty(), Operation.CONTRACT, Gate.DRAIN, true, "Old clients write.");

    private final List<HookFailed> failures = new CopyOnWriteArrayList<>();

    @Test
    void eachHearsOfItsMomentsInTheirOrder() {
        Heard all = new Heard();
        Heard some = new Heard();
        ConfiguredHooks hooks = hooks(
                new Hook("all", Set.of(Moment.values()), all),
                new Hook("some", Set.of(Moment.FAILURE, Moment.GATE), some));
        hooks.tell(START, failures::add);
        hooks.tell(END, failures::add);
        hooks.tell(FAILED, failures::add);
        hooks.tell(CLOSED, failures::add);
        hooks.tell(new RunOutcome(OptionalLong.of(7), Operation.EXPAND, 0, Optional.empty(), "Done."), failures::add);
        hooks.settle();
        assertEquals(List.of("phase_start", "phase_end", "failure", "gate"), all.moments());
        assertEquals(List.of("failure", "gate"), some.moments());
        all.bodies.forEach(body -> assertEquals(List.of(), EventSchema.load().problems("hook", body), body));
        assertEquals(List.of(), failures);
    }

    @Test
    void failureIsSaidOnceAndAgainOnlyAfterItHasWorked() {
        Heard bad = new Heard();
        ConfiguredHooks hooks = hooks(new Hook("bad", Set.of(Moment.values()), bad));
        for (boolean works : new boolean[] {false, false, true, false}) {
            bad.works = works;
            hooks.tell(END, failures::add);
            hooks.settle();
        }
        assertEquals(2, failures.size());
        assertEquals(
                "The hook \"bad\" (nowhere) was not told of phase_end: it sleeps. Nothing waits for it; it is said again"
                        + " only after it has worked.",
                failures.get(0).sentence());
    }

    @Test
    void nobodyWaitsForAHookThatHangsAndItKeepsOnlySoMany() {
        Semaphore held = new Semaphore(0);
        Heard slow = new Heard();
        ConfiguredHooks hooks = hooks(new Hook("slow", Set.of(Moment.values()), new Channel() {
            @Override
            public Optional<String> send(String body) {
                held.acquireUninterruptibly();
                return slow.send(body);
            }

            @Override
            public String toString() {
                return "nowhere";
            }
        }));
        for (int i = 0; i < Deliveries.LONGEST + 10; i++) {
            hooks.tell(START, failures::add);
        }
        held.release(Deliveries.LONGEST);
        hooks.settle();
        assertEquals(Deliveries.LONGEST, slow.bodies.size());
        assertEquals(1, failures.size());
        assertTrue(failures.get(0).sentence().contains("it is too slow, and missed 10"), failures::toString);
    }

    @Test
    void channelThatThrowsIsAFailure() {
        ConfiguredHooks hooks = hooks(new Hook("broken", Set.of(Moment.GATE), body -> {
            throw new IllegalStateException("secret");
        }));
        hooks.tell(CLOSED, failures::add);
        hooks.settle();
        assertEquals(1, failures.size());
        assertTrue(failures.get(0).sentence().contains(": it failed (IllegalStateException)."), failures::toString);
    }

    private static ConfiguredHooks hooks(Hook... hooks) {
        return new ConfiguredHooks(
                List.of(hooks),
                Map.of(
                        "target", Optional.empty(),
                        "database", "glance",
                        "by", "maria@bastion",
                        "application", "emcee/test"));
    }

    private static final class Heard implements Channel {
        private final List<String> bodies = new ArrayList<>();
        private volatile boolean works = true;

        @Override
        public Optional<String> send(String body) {
            bodies.add(body);
            return works ? Optional.empty() : Optional.of("it sleeps");
        }

        @Override
        public String toString() {
            return "nowhere";
        }

        List<String> moments() {
            return bodies.stream()
                    .map(body -> Json.object(body).get("moment").toString())
                    .toList();
        }
    }
}
