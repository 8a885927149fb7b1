package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.AlembicLab;
import io.emcee.engine.Surveys;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import io.emcee.tui.loop.ScreenDriver;
import io.emcee.tui.paint.Glyphs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console on an Alembic folder. */
class AlembicScreensTest {
    @TempDir
    private Path root;

    private ScreenDriver<ConsoleState> screen;

    private void open(int columns, AlembicLab lab, String... versions) {
        RevisionSet set = RevisionSets.load(lab.versions().toString());
        World world = Worlds.of(set, false, Glyphs.UNICODE, Clock.fixed(Worlds.NOW, ZoneOffset.UTC));
        screen = Worlds.open(world, columns, 30);
        Worlds.learn(screen, world, Surveys.alembic(set, versions));
    }

    private void shows(String... texts) {
        for (String text : texts) {
            assertTrue(screen.text().contains(text), () -> "no \"" + text + "\" in\n" + screen.text());
        }
    }

    @Test
    void overviewSaysWhatTheDatabaseAndTheFolderAreAt() {
        open(100, AlembicLab.glance(root), "ocata_contract01", "pike_expand01");
        shows("view only", "7 revisions, an Alembic folder", "ocata_contract01, pike_expand01");
        shows("pike_expand01, pike_contract01", "6 of 7 revisions applied", "which emcee only shows");
        assertFalse(screen.text().contains("problem"), screen::text);
    }

    @Test
    void graphHasTheHeadsOfBothAndLanes() {
        open(80, AlembicLab.glance(root), "ocata_contract01", "pike_expand01");
        screen.press("2");
        shows("alembic_version: ocata_contract01, pike_expand01");
        shows("ocata_contract01 (database head)", "pike_expand01 (database head)", "pike_contract01 (head)");
        shows("●─╯", "─╮", "6 of 7 revisions applied");
        screen.press("g", "enter");
        shows("drop glare artifacts tables", "Follows     ocata_contract01", "Depends on  pike_expand01");
    }

    @Test
    void whatIsWrongIsShownAndTheRestToo() {
        open(
                120,
                AlembicLab.glance(root).revision("z.py", "z9", "('gone', 'pike_expand01')"),
                "pike_expand01",
                "squashed");
        shows("1 problem", "z.py:12: down_revision \"gone\"");
        screen.press("2");
        shows("alembic_version: pike_expand01, squashed (unknown)", "1 problem (see 1)", "z9 (head)");
        screen.press("/", "z", "9", "enter", "enter");
        screen.advance(Duration.ofMillis(150));
        shows("Follows     pike_expand01", "\"gone\" of \"z9\"");
    }

    @Test
    void walkDoesNothing() {
        open(80, AlembicLab.glance(root));
        shows("view only", "0 of 7 revisions applied");
        screen.press("3", "enter");
        shows("the database with alembic");
        assertTrue(screen.model().running().isEmpty());
        screen.press("R");
        assertTrue(screen.model().forecast().runs().isEmpty());
    }
}
