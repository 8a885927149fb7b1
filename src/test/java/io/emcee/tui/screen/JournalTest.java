package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.engine.Surveys;
import io.emcee.journal.Entry;
import io.emcee.journal.Filter;
import io.emcee.tui.loop.ScreenDriver;
import io.emcee.tui.loop.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keys and messages do to the journal's screen, without a database. */
class JournalTest {
    private static final int PAGE = JournalPages.PAGE;

    private final World world = Worlds.unicode();
    private final ScreenDriver<ConsoleState> screen = Worlds.open(world, 80, 24);

    @BeforeEach
    void open() {
        Worlds.learn(screen, world, Surveys.at(Worlds.GLANCE, Worlds.applied("mitaka02"), Map.of()));
        screen.press("6");
    }

    private JournalScreen journal() {
        return JournalScreen.here(screen.model());
    }

    private long selected() {
        return journal().rows().selected().orElseThrow();
    }

    private void shows(String text) {
        assertTrue(screen.text().contains(text), screen::text);
    }

    @Test
    void aDatabaseWithoutAJournalSaysSo() {
        shows("Reading the journal…");
        Journals.arrive(screen, Filter.ALL, List.of());
        shows("This database has no journal");
        screen.press("v");
        shows("The database has no journal to verify.");
    }

    @Test
    void whoStandsAtTheNewestEntrySeesWhatIsNewAndWhoReadsAnotherStaysThere() {
        Journals.arrive(screen, Filter.ALL, Journals.up(10, 10));
        Journals.written(screen, Filter.ALL, List.of(Journals.entry(11, "step_done", "{}")));
        assertEquals(11, selected());
        screen.press("j", "j");
        assertEquals(9, selected());
        Journals.written(screen, Filter.ALL, List.of(Journals.entry(12, "step_done", "{}")));
        assertEquals(9, selected());
        screen.press("enter");
        shows("entry 9");
        Journals.written(screen, Filter.ALL, List.of(Journals.entry(13, "step_done", "{}")));
        shows("entry 9");
        screen.press("esc", "g");
        assertEquals(13, selected());
    }

    @Test
    void whatIsKnownAlreadyIsNotShownTwice() {
        Journals.arrive(screen, Filter.ALL, Journals.up(10, 10));
        Journals.written(screen, Filter.ALL, List.of(Journals.entry(10, "a", "{}"), Journals.entry(11, "b", "{}")));
        assertEquals(11, journal().rows().shown().size());
    }

    @Test
    void olderEntriesAreReadOnceWhenTheEndIsNear() {
        Journals.arrive(screen, Filter.ALL, Journals.up(1000, PAGE));
        int held = screen.press("j").heldEffects();
        screen.press("G");
        assertEquals(held + 1, screen.heldEffects());
        screen.press("k", "G");
        assertEquals(held + 1, screen.heldEffects());
        JournalPages known = journal().pages().orElseThrow();
        assertEquals(801, known.oldest());
        older(known, Journals.up(800, PAGE));
        assertEquals(801, selected());
        older(known, Journals.up(800, PAGE));
        assertEquals(2 * PAGE, journal().rows().shown().size());
        screen.press("G");
        assertEquals(held + 2, screen.heldEffects());
        older(journal().pages().orElseThrow(), Journals.up(600, 3));
        screen.press("G");
        assertEquals(598, selected());
        assertEquals(held + 2, screen.heldEffects());
        shows("403 entries");
    }

    private void older(JournalPages known, List<Entry> page) {
        screen.send(model -> JournalScreen.here(model).older(known, page, model));
    }

    @Test
    void moreThanAPageOfNewEntriesIsReadFromItsEnd() {
        Journals.arrive(screen, Filter.ALL, Journals.up(10, 10));
        int held = screen.heldEffects();
        List<Entry> many = new ArrayList<>(Journals.up(10 + PAGE, PAGE));
        Collections.reverse(many);
        Journals.written(screen, Filter.ALL, many);
        assertEquals(held + 1, screen.heldEffects());
        assertEquals(10, selected());
    }

    @Test
    void aFilterIsAskedOfTheServerWhenTheTypingRests() {
        Journals.arrive(screen, Filter.ALL, Journals.up(10, 10));
        int held = screen.heldEffects();
        screen.press("/").type("xyz");
        assertEquals(held, screen.heldEffects());
        shows("looking…");
        screen.advance(Duration.ofMillis(150));
        assertEquals(held + 1, screen.heldEffects());
        Journals.arrive(screen, Filter.text("xy"), Journals.up(5, 5));
        assertEquals(10, journal().rows().shown().size());
        Journals.arrive(screen, Filter.text("xyz"), List.of(Journals.entry(3, "xyz", "{}")));
        screen.press("enter");
        shows("filter: xyz, 1 entry");
        Journals.written(screen, Filter.ALL, List.of(Journals.entry(11, "late", "{}")));
        assertEquals(List.of(3L), journal().rows().shown());
        screen.press("esc").advance(Duration.ofMillis(150));
        assertEquals(held + 2, screen.heldEffects());
        assertEquals(Filter.ALL, journal().wanted());
    }

    @Test
    void theRunOfAnEntryIsShownWholeAndEscShowsAllAgain() {
        Journals.arrive(screen, Filter.ALL, Journals.run());
        screen.press("G", "w");
        shows("This entry belongs to no run.");
        int held = screen.press("g", "j", "enter", "w").heldEffects();
        assertEquals(Filter.run(2), journal().wanted());
        Journals.arrive(screen, Filter.run(2), Journals.run().subList(0, 6));
        shows("run 2, 6 entries");
        assertEquals(6, selected());
        assertEquals(held + 1, screen.press("esc").heldEffects());
        assertEquals(Filter.ALL, journal().wanted());
        assertEquals(Tab.JOURNAL, screen.model().tab());
        Journals.arrive(screen, Filter.ALL, Journals.run());
        assertEquals(Tab.OVERVIEW, screen.press("esc").model().tab());
    }

    @Test
    void itIsAskedAgainEveryTwoSecondsWhileSomebodyLooks() {
        screen.runEffects();
        shows("The journal could not be read:");
        Journals.arrive(screen, Filter.ALL, Journals.up(3, 3));
        screen.advance(Duration.ofSeconds(5));
        int held = screen.heldEffects();
        assertTrue(held > 0);
        screen.press("1");
        screen.runEffects().advance(Duration.ofSeconds(5));
        assertTrue(journal().observer().isEmpty());
        screen.press("6");
        assertTrue(journal().observer().isPresent());
        assertEquals(3, selected());
    }

    @Test
    void factsOfAnyTextAreShownWithoutObeyingThem() {
        Journals.arrive(screen, Filter.ALL, Journals.run());
        assertFalse(screen.text().contains("\u001b"), screen::text);
        shows("Rows are pending.\\x1b[2J");
        screen.press("G", "enter");
        shows("no JSON\\nat 3 o'clock");
        screen.press("esc", "g", "j", "j", "j", "enter");
        shows("    ADD COLUMN visibility text;");
        shows("-- \\x1b[31mred");
        screen.press("esc", "k", "enter");
        shows("- pid");
        screen.press("esc", "k", "enter");
        shows("column exists already\\nHash");
    }

    @Test
    void theChainIsVerifiedOnceAtATimeAndTheResultIsSaid() {
        Journals.arrive(screen, Filter.ALL, Journals.run());
        int held = screen.press("v").heldEffects();
        shows("Verifying the journal…");
        assertEquals(held, screen.press("v").heldEffects());
        screen.runEffects();
        shows("The test has no database.");
        assertFalse(journal().verifying());
    }

    @Test
    void anAnswerThatFailedIsSaidAndWhatWasReadStays() {
        Journals.arrive(screen, Filter.ALL, Journals.up(10, 10));
        screen.send(model -> Step.of(JournalScreen.here(model).failed("The journal could not be read: gone", model)));
        shows("The journal could not be read: gone");
        assertEquals(10, selected());
    }
}
