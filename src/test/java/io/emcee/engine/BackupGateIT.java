package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A release is not begun without a way back. */
@ExtendWith(Postgres.class)
class BackupGateIT {
    private static final Backup TAPE =
            new Backup(Backup.Kind.STATEMENT, "pool 3 of the tape library", Optional.empty(), "");

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void walkAsksForABackupBeforeItExpandsWhatHasSomethingInIt(TestDatabase database) {
        Engines own = own(database);
        // Of an empty database there is nothing to go back to.
        walk(own, own.plan(Operation.EXPAND, "start"), Overrules.NONE, Optional.empty());
        Plan grow = own.plan(Operation.EXPAND);
        assertTrue(own.engine().backups().wanted(grow));
        GateRefused refused = assertThrows(GateRefused.class, () -> walk(own, grow, Overrules.NONE, Optional.empty()));
        assertEquals(Gate.BACKUP, refused.gate());
        assertEquals(6, refused.exitCode());
        assertEquals(
                "Expand refused: backup, nobody has said where one is, and it is the only way back; make one and say it:"
                        + " --backup PATH|STATEMENT; or overrule it: --overrule backup=REASON",
                refused.getMessage());
        walk(own, grow, Overrules.NONE, Optional.of(TAPE));
        assertEquals("more", own.version());
        assertEquals(
                "statement|pool 3 of the tape library|t", database.rows("""
                        SELECT facts::jsonb ->> 'backup', facts::jsonb ->> 'where',
                               (facts::jsonb ->> 'lsn')::pg_lsn <= pg_current_wal_lsn()
                        FROM emcee.journal WHERE kind = 'backup_accepted'
                        """).get(0));
        assertFalse(own.engine().backups().wanted(own.plan(Operation.CONTRACT)));
    }

    @Test
    void acceptedBackupIsOneForTheWholeWalk(TestDatabase database) {
        Engines own = own(database);
        own.run(Operation.EXPAND, "start");
        walk(own, own.plan(Operation.EXPAND, "grow"), Overrules.NONE, Optional.of(TAPE));
        assertFalse(own.engine().backups().wanted(own.plan(Operation.EXPAND)));
        walk(own, own.plan(Operation.EXPAND), Overrules.NONE, Optional.empty());
        assertEquals("more", own.version());
    }

    @Test
    void reasonOpensTheGateAndAScriptIsWarned(TestDatabase database) {
        Engines own = own(database);
        own.run(Operation.EXPAND, "start");
        walk(own, own.plan(Operation.EXPAND, "grow"), new Overrules(Map.of("backup", "a copy")), Optional.empty());
        assertEquals(
                "a copy",
                database.value("SELECT facts::jsonb ->> 'reason' FROM emcee.journal WHERE kind = 'overruled'"));
        own.run(Operation.EXPAND);
        assertEquals(
                List.of(new Event.BackupMissed()),
                own.events().stream()
                        .filter(Event.BackupMissed.class::isInstance)
                        .toList());
    }

    @Test
    void productionRequiresWhatOthersAreWarnedOf() {
        GateRules usual = GateRules.DEFAULT;
        GateRules production =
                new GateRules(usual.drain(), usual.backup(), true, usual.quiet(), usual.old(), usual.age());
        assertEquals(PreflightRules.Mode.WARN, usual.drain(false));
        assertEquals(PreflightRules.Mode.REQUIRE, usual.drain(true));
        assertEquals(PreflightRules.Mode.REQUIRE, production.drain(false));
        assertEquals(PreflightRules.Mode.REQUIRE, production.backup(false));
    }

    private static void walk(Engines own, Plan plan, Overrules overrules, Optional<Backup> backup) {
        own.engine().run(plan, new Answers(overrules, backup, true), own.events()::add, new StopSignal());
    }

    private Engines own(TestDatabase database) {
        return Engines.of(
                database,
                new OwnSet(folder)
                        .of(
                                OwnSet.START,
                                OwnSet.GROW,
                                OwnSet.expand("more", "grow", "ALTER TABLE things ADD COLUMN more integer"),
                                OwnSet.SHRINK));
    }
}
