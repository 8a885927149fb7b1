package io.emcee.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    private final Problems problems = new Problems();

    @Test
    void everyProblemStandsInOneListingByFileAndLine() {
        problems.add("b", 2, "second");
        problems.add("b", 0, "of the file");
        problems.add("a", 10, "ten");
        problems.add("a", 9, "nine");
        InvalidFile refused = assertThrows(InvalidFile.class, () -> problems.refuse("the set \"x\""));
        assertEquals("""
                Cannot use the set "x": 4 problems; nothing was run.
                  a:9: nine
                  a:10: ten
                  b: of the file
                  b:2: second""", refused.getMessage());
        assertEquals(problems.sorted(), refused.problems());
    }

    @Test
    void oneProblemIsCountedAsOne() {
        problems.add("a", 1, "bad");
        assertEquals(
                "Cannot use x: 1 problem; nothing was run.\n  a:1: bad",
                assertThrows(InvalidFile.class, () -> problems.refuse("x")).getMessage());
    }

    @Test
    void withoutAProblemNothingIsRefused() {
        assertTrue(problems.isEmpty());
        assertDoesNotThrow(() -> problems.refuse("x"));
    }

    @Test
    void lengthsOfTimeHaveAUnit() {
        assertEquals(Duration.ofMillis(500), Durations.parse("500ms"));
        assertEquals(Duration.ofSeconds(5), Durations.parse(" 5 s "));
        assertEquals(Duration.ofMinutes(15), Durations.parse("15m"));
        assertEquals(Duration.ofHours(24), Durations.parse("24h"));
        assertEquals(Duration.ofDays(999_999_999), Durations.parse("999999999d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 weeks", "1.5h", "9999999999s", "٥s"})
    void anythingElseIsNoLengthOfTime(String text) {
        assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
    }
}
