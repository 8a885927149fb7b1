package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.engine.Backup;
import io.emcee.engine.GateRules;
import io.emcee.engine.Hooks;
import io.emcee.tui.loop.ScreenDriver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The walk asks for a backup before it expands, and for the witnesses before it contracts. */
@ExtendWith(Postgres.class)
class GatesIT {
    /** As usual, but nobody waits a quarter of an hour. */
    private static final GateRules RULES = new GateRules(
            Optional.empty(), Optional.empty(), false, Duration.ZERO, Optional.empty(), Duration.ofHours(24));

    private ScreenDriver<ConsoleState> screen;

    @Test
    void walkGoesOnWhenABackupIsNamedAndOldClientsAreGone(TestDatabase database) {
        try (GlanceLab lab = GlanceLab.beside(database)) {
            List<String> told = new CopyOnWriteArrayList<>();
            Hooks hooks = (milestone, failed) ->
                    milestone.moment().ifPresent(moment -> told.add(moment.word() + " " + milestone.kind()));
            screen = ScreenDriver.holding(new Console(lab.world(RULES, hooks)), 100, 30)
                    .runEffects();
            press("3", "enter", "enter");
            shows("Before ocata_expand01: where is the backup?");
            press("enter");
            screen.type("/nonexistent/glance.dump");
            press("enter");
            shows("there is no such file or folder here");
            press("enter");
            screen.type("pool 3 of the tape library");
            press("enter");
            assertEquals("t", lab.value(GlanceLab.COLUMN.formatted("visibility")));
            press("enter");
            press("enter");
            shows("Before ocata_contract01: are the clients of the release before gone?");
            shows("nobody looks for writes of old clients to public.images.is_public");
            shows("column public.images.is_public: 60 rows with a value, 60 B");
            press("enter");
            shows("no old client has written for 0 ms");
            press("enter");
            screen.type("glance");
            press("enter");
            assertEquals("f", lab.value(GlanceLab.COLUMN.formatted("is_public")));
            assertEquals("1", lab.value("SELECT count(*) FROM emcee.journal WHERE kind = 'backup_accepted'"));
            assertEquals(
                    "Type the database's name, glance, to go on: glance",
                    lab.value("SELECT concat_ws(' ', facts::jsonb ->> 'question', facts::jsonb ->> 'answer')"
                            + " FROM emcee.journal WHERE kind = 'confirmed'"));
            assertEquals(
                    List.of(
                            "gate gate_closed",
                            "phase_start phase_started",
                            "phase_end phase_ended",
                            "phase_start phase_started",
                            "phase_end phase_ended",
                            "gate gate_closed",
                            "phase_start phase_started",
                            "phase_end phase_ended"),
                    told);
        }
    }

    @Test
    void reasonThatIsTypedOpensTheContract(TestDatabase database) {
        try (GlanceLab lab = GlanceLab.beside(database)) {
            lab.world(RULES)
                    .engine()
                    .backups()
                    .accept(new Backup(Backup.Kind.STATEMENT, "the tape library", Optional.empty(), ""));
            screen =
                    ScreenDriver.holding(new Console(lab.world(RULES)), 100, 30).runEffects();
            press("3", "enter", "enter", "enter", "enter");
            shows("nobody looks for writes of old clients");
            press("o");
            screen.type("the old nodes are off");
            press("enter");
            shows("overruled: the old nodes are off");
            press("enter");
            screen.type("glance");
            press("enter");
            assertEquals("f", lab.value(GlanceLab.COLUMN.formatted("is_public")));
            assertEquals(
                    "the old nodes are off",
                    lab.value("SELECT facts::jsonb ->> 'reason' FROM emcee.journal WHERE kind = 'overruled'"));
        }
    }

    private void press(String... keys) {
        for (String key : keys) {
            screen.press(key);
            for (int round = 0; round < 4; round++) {
                screen.runEffects();
            }
        }
    }

    private void shows(String text) {
        String all = screen.text().replaceAll("\\s+", " ");
        assertTrue(all.contains(text), screen::text);
    }
}
