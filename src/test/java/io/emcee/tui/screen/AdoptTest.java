package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.engine.Surveys;
import io.emcee.tui.loop.ScreenDriver;
import io.emcee.tui.loop.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The step of the walk that takes a database of another tool under control, without a database. */
class AdoptTest {
    private static final String MOVED = "The table \"alembic_version\" says zed where emcee left ocata_contract01.";

    private final World world = Worlds.unicode();
    private final ScreenDriver<ConsoleState> screen = Worlds.open(world, 80, 24);

    @BeforeEach
    void open() {
        Worlds.learn(screen, world, Surveys.adoptable(Worlds.GLANCE, "ocata_contract01"));
    }

    private void shows(String text) {
        assertTrue(screen.text().replaceAll("\\s+", " ").contains(text), screen::text);
    }

    @Test
    void theOverviewPointsToWhatEnterThenShows() {
        shows("Next ▸ emcee db version_control");
        screen.press("enter");
        shows("Looking at what the other tool has left…");
        Adoptions.answered(screen, Adoptions.first());
        shows("base: liberty,");
        shows("Enter records it, as would: emcee db version_control");
    }

    @Test
    void whereOnlyPlansAreRunItIsShownAndNotRecorded() {
        World planned = Worlds.plansOnly("the target \"live\" takes only plans that somebody else has approved");
        ScreenDriver<ConsoleState> barred = Worlds.open(planned, 80, 24);
        Worlds.learn(barred, planned, Surveys.adoptable(Worlds.GLANCE, "ocata_contract01"));
        barred.press("3");
        Adoptions.answered(barred, Adoptions.first());
        String before = barred.text().replaceAll("\\s+", " ");
        assertTrue(before.contains("Make one: emcee plan --phase version_control --out FILE"), before);
        int held = barred.press("enter").heldEffects();
        assertEquals(held, barred.press("enter").heldEffects());
        assertTrue(barred.model().overlay().isEmpty());
    }

    @Test
    void whatTheOtherToolDidNotMakeIsSaidWithWhatToDo() {
        screen.press("3");
        Adoptions.answered(screen, Adoptions.withoutTriggers());
        screen.press("G", "end");
        shows("(ocata_expand01): insert_visibility on public.images.");
        shows("Do: run services of one release only until the contract;");
    }

    @Test
    void itIsAskedAgainOnlyWhenTheOtherToolSaysSomethingElse() {
        int held = screen.press("3").heldEffects();
        Worlds.learn(screen, world, Surveys.adoptable(Worlds.GLANCE, "ocata_contract01"));
        assertEquals(held, screen.heldEffects());
        AdoptCard late = Adoptions.card(screen.model());
        Worlds.learn(screen, world, Surveys.adoptable(Worlds.GLANCE, "pike_contract01"));
        assertTrue(screen.heldEffects() > held);
        screen.send(model -> Step.of(late.answered(Optional.of(Adoptions.first()), Optional.empty(), model)));
        assertTrue(Adoptions.card(screen.model()).found().isEmpty());
    }

    @Test
    void nothingIsRecordedWithoutAYesAndNothingTwice() {
        screen.press("3", "enter");
        shows("Looking at what the other tool has left…");
        Adoptions.answered(screen, Adoptions.first());
        int held = screen.heldEffects();
        screen.press("enter");
        shows("Record this? y or Enter");
        screen.press("n");
        assertEquals(held, screen.heldEffects());
        assertFalse(Adoptions.card(screen.model()).recording());
        screen.press("enter", "y");
        assertEquals(held + 1, screen.heldEffects());
        shows("Recording…");
        screen.press("enter");
        assertTrue(screen.model().overlay().isEmpty());
        assertEquals(held + 1, screen.heldEffects());
        screen.runEffects();
        shows("The test has no database.");
        assertFalse(Adoptions.card(screen.model()).recording());
    }

    @Test
    void nothingIsRecordedOfADatabaseThatHasChangedWhileTheQuestionWasOpen() {
        screen.press("3");
        Adoptions.answered(screen, Adoptions.first());
        screen.press("enter");
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("ocata_contract01"), Map.of()));
        screen.press("y");
        shows("The database has changed meanwhile; nothing was recorded.");
        assertTrue(UpgradeScreen.here(screen.model()).card() instanceof PreflightCard);
    }

    @Test
    void theWalkGoesOnWhenTheDatabaseIsUnderControl() {
        screen.press("3");
        Adoptions.answered(screen, Adoptions.first());
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("ocata_contract01"), Map.of()));
        assertTrue(UpgradeScreen.here(screen.model()).card() instanceof PreflightCard);
        shows("Release pike");
    }

    @Test
    void whatAnotherToolDidLaterIsOfferedTooWhateverCardWasShown() {
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("ocata_contract01"), Map.of()));
        screen.press("3");
        Worlds.learn(screen, world, Surveys.moved(Worlds.GLANCE, Worlds.applied("ocata_contract01"), MOVED));
        Adoptions.answered(screen, Adoptions.again());
        shows(MOVED);
        shows("Another tool has applied since emcee's last revision expand: pike_expand01,");
        assertFalse(screen.text().contains("liberty"), screen::text);
        screen.press("enter");
        shows("Record this? y or Enter");
    }

    @Test
    void anUnknownVersionIsSaidAndNothingCanBeRecorded() {
        screen.press("3");
        Adoptions.refused(screen, "The table \"alembic_version\" says \"zed\"; use the set that it came from.");
        shows("use the set that it came from. r looks again.");
        screen.press("enter");
        assertTrue(screen.model().overlay().isEmpty());
        int held = screen.press("r").heldEffects();
        assertTrue(held > 0);
        shows("Looking at what the other tool has left…");
        Adoptions.answered(screen, Adoptions.nothing());
        screen.press("enter");
        shows("There is nothing to record.");
        assertEquals(List.of(), Adoptions.nothing().revisions());
    }

    @Test
    void otherDriftIsSaidAsBefore() {
        Worlds.learn(screen, world, Surveys.drifted(Worlds.GLANCE, "The revision \"liberty\" was edited."));
        screen.press("3");
        shows("The revision \"liberty\" was edited.");
        assertFalse(UpgradeScreen.here(screen.model()).card() instanceof AdoptCard);
    }
}
