package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.tui.loop.ScreenDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The walk tells what its steps will lock, on a real database. */
@ExtendWith(Postgres.class)
class ForecastIT {
    private GlanceLab lab;
    private ScreenDriver<ConsoleState> screen;

    @BeforeEach
    void open(TestDatabase database) {
        lab = GlanceLab.beside(database);
        screen = ScreenDriver.of(new Console(lab.world()), 120, 60);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aStepSaysWhatTheLinterSaysAndWhatARehearsalMeasured() {
        screen.press("3", "enter", "end");
        assertTrue(screen.text().contains("    lint:      ACCESS EXCLUSIVE on images"), screen::text);
        assertFalse(screen.text().contains("rehearsed:"), screen::text);
        screen.press("R");
        assertTrue(
                screen.text().contains("Rehearsed ocata: 17 statements, 17 as lint says, 0 different."), screen::text);
        assertEquals("0", lab.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'emcee\\_rehearsal\\_%'"));
        assertEquals("mitaka02", screen.model().facts().orElseThrow().version().toString());
        screen.press("end");
        assertTrue(screen.text().contains("    rehearsed: the same"), screen::text);
        assertTrue(screen.text().contains("  The copy was made by replaying the applied revisions"), screen::text);
        screen.press("home", "enter", "end");
        assertTrue(screen.text().contains("    lint:      ROW EXCLUSIVE on images"), screen::text);
        assertTrue(screen.text().contains("    rehearsed: the same"), "of the next step as well");
    }
}
