package io.emcee.purge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
    @Test
    void mayGoOverMidnight() {
        Window night = Window.parse("22:00-05:00");
        assertTrue(night.open(LocalTime.of(22, 0)));
        assertTrue(night.open(LocalTime.of(0, 0)));
        assertTrue(night.open(LocalTime.of(4, 59)));
        assertFalse(night.open(LocalTime.of(5, 0)));
        assertFalse(night.open(LocalTime.of(21, 59)));
        assertEquals("22:00-05:00", night.toString());
    }

    @Test
    void mayLieWithinADay() {
        Window noon = Window.parse("11:30 - 13:00");
        assertTrue(noon.open(LocalTime.of(12, 0)));
        assertFalse(noon.open(LocalTime.of(13, 0)));
        assertFalse(noon.open(LocalTime.of(3, 0)));
    }

    @Test
    void isTwoTimesOfDay() {
        for (String wrong : List.of("", "22:00", "22:00-22:00", "22-5", "25:00-05:00", "a-b-c")) {
            assertThrows(IllegalArgumentException.class, () -> Window.parse(wrong), wrong);
        }
    }
}
