package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.engine.Operation;
import io.emcee.revision.Stage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The texts that scripts written for glance-manage look for. */
class WordingTest {
    @Test
    void checkNamesTheNextStep() {
        assertEquals("Database is up to date. No upgrades needed.", Wording.check(Stage.COMPLETE));
        assertEquals(
                "Your database is not up to date. Your first step is to run `emcee db expand`.",
                Wording.check(Stage.EXPAND));
        assertEquals(
                "Your database is not up to date. Your next step is to run `emcee db migrate`.",
                Wording.check(Stage.MIGRATE));
        assertEquals(
                "Your database is not up to date. Your next step is to run `emcee db contract`.",
                Wording.check(Stage.CONTRACT));
    }

    @Test
    void whatIsDoneAlreadyIsSaid() {
        assertEquals(
                "Database expansion is up to date. No expansion needed.",
                Wording.nothing(Operation.EXPAND, Optional.empty(), Stage.MIGRATE));
        assertEquals(
                "Database migration is up to date. No migration needed.",
                Wording.nothing(Operation.MIGRATE, Optional.empty(), Stage.CONTRACT));
        assertEquals(
                "Database is up to date. No migrations needed.",
                Wording.nothing(Operation.CONTRACT, Optional.empty(), Stage.COMPLETE));
        assertEquals(
                "Database is already at liberty or later. No migrations needed.",
                Wording.nothing(Operation.UPGRADE, Optional.of("liberty"), Stage.EXPAND));
    }
}
