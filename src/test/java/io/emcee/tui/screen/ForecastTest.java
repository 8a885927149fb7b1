package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.engine.StopSignal;
import io.emcee.engine.Surveys;
import io.emcee.tui.loop.ScreenDriver;
import io.emcee.tui.loop.Step;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private final World world = Worlds.unicode();
    private final StopSignal stop = new StopSignal();
    private ScreenDriver<ConsoleState> screen;

    @BeforeEach
    void open() {
        screen = Worlds.open(world, 80, 24);
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("mitaka02"), Map.of()));
        screen.press("3");
        Worlds.examined(screen, world);
        screen.press("enter");
    }

    @Test
    void whileARehearsalRunsItSaysWhatItDoesAndNothingElseIsBegun() {
        running();
        assertTrue(screen.text().contains("Rehearsal: [2/8] expand ocata_expand01; x stops it."), screen::text);
        screen.press("enter");
        assertTrue(screen.text().contains("A rehearsal is running; x stops it."), screen::text);
        assertTrue(screen.model().running().isEmpty());
        screen.press("R");
        assertTrue(screen.text().contains("A rehearsal is running; x stops it."), screen::text);
        assertFalse(stop.wanted());
        screen.press("x");
        assertTrue(stop.wanted());
    }

    @Test
    void whoQuitsStopsTheRehearsal() {
        running();
        screen.press("ctrl-c");
        assertTrue(stop.wanted());
    }

    @Test
    void aRehearsalBegunIsOfTheReleaseAtHand() {
        screen.press("R");
        assertEquals(
                Optional.of("ocata"), screen.model().forecast().rehearsing().map(Rehearsing::release));
    }

    private void running() {
        Rehearsing rehearsing = new Rehearsing("ocata", stop, "[2/8] expand ocata_expand01", true, Optional.empty());
        screen.send(model -> Step.of(model.with(model.forecast().with(rehearsing))));
    }
}
