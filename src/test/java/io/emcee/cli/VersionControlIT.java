package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Adoption on the command line; what it records is in AdoptionIT. */
@ExtendWith(Postgres.class)
class VersionControlIT {
    @Test
    void previewIsShownThenRecordedThenNothingIsLeftToDo(TestDatabase database) {
        CommandLines glance = mitaka(database);
        Outcome preview = glance.run("db", "version_control", "--dry-run");
        assertEquals("Would place database under control at mitaka02.", preview.line());
        assertEquals(
                List.of(
                        "The version of \"" + database.name() + "\" by alembic_version: mitaka02",
                        "Recorded as applied: liberty, mitaka01, mitaka02",
                        "alembic_version is kept in step from now on: mitaka02"),
                preview.err());
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
        Outcome json = glance.run("db", "version_control", "--json", "--dry-run");
        assertEquals(false, Json.object(json.line()).get("recorded"));
        assertEquals(List.of(), json.err());

        assertEquals(
                "Placed database under control at revision: mitaka02",
                glance.run("db", "version_control").line());
        assertEquals(
                "Database is already under control at mitaka02.",
                glance.run("db", "version_control").line());
        assertEquals(3, glance.run("db", "check").exitCode());
    }

    @Test
    void syncAdoptsFirstAndAsksForThatOnATerminal(TestDatabase database) {
        CommandLines glance = mitaka(database);
        Outcome refused = CommandLines.on(database, "glance").answering("n").run("db", "sync", "ocata");
        assertEquals(8, refused.exitCode());
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
        Outcome dry = glance.run("db", "sync", "mitaka02", "--dry-run");
        assertEquals(0, dry.exitCode(), dry::errors);
        Outcome plan = glance.run("db", "sync", "ocata", "--dry-run");
        assertTrue(plan.out().get(1).startsWith("-- Plan: sync"), plan.out()::toString);
        Outcome synced = glance.run("db", "sync", "ocata");
        assertEquals("Database is synced successfully.", synced.out().get(1), synced::errors);
        assertEquals("ocata_contract01", database.value("SELECT version_num FROM alembic_version"));
    }

    @Test
    void otherToolsMoveIsDriftOnEveryCommand(TestDatabase database) {
        CommandLines glance = mitaka(database);
        glance.run("db", "version_control");
        database.execute("UPDATE alembic_version SET version_num = 'ocata_expand01'");
        for (String command : List.of("version", "check", "expand", "upgrade", "sync")) {
            Outcome drift = glance.run("db", command);
            assertEquals(9, drift.exitCode(), command);
            assertTrue(drift.errors().contains("says ocata_expand01 where emcee left mitaka02"), drift::errors);
        }
        Outcome again = glance.run("db", "version_control");
        assertTrue(again.errors().contains("insert_visibility on public.images, update_visibility on public.images."));
        assertTrue(again.errors().contains("Do: run services of one release only until the contract"), again::errors);
        assertTrue(again.errors().contains("Another tool has applied since then: ocata_expand01"), again::errors);
        assertEquals("ocata_expand01", glance.run("db", "version").line());
    }

    private static CommandLines mitaka(TestDatabase database) {
        CommandLines glance = CommandLines.on(database, "glance");
        glance.run("db", "upgrade", "mitaka02", "--yes");
        glance.run("db", "sync", "mitaka02", "--yes");
        glance.run("db", "release", "--yes");
        database.execute(
                "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
                "INSERT INTO alembic_version VALUES ('mitaka02')");
        return glance;
    }
}
