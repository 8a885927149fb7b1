package io.emcee.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TuningTest {
    @Test
    void comesBackFromItsFacts() {
        Tuning tuning = Tuning.DEFAULT
                .withTarget(Duration.ofMillis(80))
                .with(Signal.AUTOVACUUM, new Limit(OptionalLong.of(1), OptionalLong.empty()))
                .with(Signal.SLOTS, Limit.OFF)
                .asking(Optional.of("SELECT 1"));
        Tuning back = Tuning.of(tuning.facts());
        assertEquals(tuning.facts(), back.facts());
        assertEquals(tuning.target(), back.target());
        assertEquals(tuning.question(), back.question());
        assertEquals(Limit.OFF, back.limit(Signal.SLOTS));
    }

    @Test
    void factsAreFlat() {
        Tuning tuning = new Tuning(Duration.ofMillis(50), Map.of(Signal.WAITING, Limit.of(5, 20)), Optional.empty());
        assertEquals(Map.of("target_ms", 50L, "waiting_slow", 5L, "waiting_hold", 20L), tuning.facts());
    }

    @Test
    void targetIsKeptWithinItsBounds() {
        assertEquals(
                Duration.ofMillis(20),
                Tuning.DEFAULT.withTarget(Duration.ofMillis(3)).target());
        assertEquals(
                Duration.ofMillis(500),
                Tuning.DEFAULT.withTarget(Duration.ofHours(1)).target());
        assertThrows(IllegalArgumentException.class, () -> Tuning.of(Map.of("target_ms", 5)));
    }

    @Test
    void limitThatIsNoNumberIsRefusedByName() {
        String sentence = assertThrows(IllegalArgumentException.class, () -> Tuning.of(Map.of("slots_hold", "lots")))
                .getMessage();
        assertEquals("\"slots_hold\" is no whole number: lots", sentence);
    }

    @Test
    void limitsThatContradictEachOtherAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Limit.of(20, 5));
    }

    @Test
    void valueAtALimitHasReachedIt() {
        Limit limit = Limit.of(5, 20);
        assertEquals(Level.GREEN, limit.level(4));
        assertEquals(Level.SLOW, limit.level(5));
        assertEquals(Level.HOLD, limit.level(20));
        assertEquals(Level.GREEN, Limit.OFF.level(Long.MAX_VALUE));
    }
}
