package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whole cycles by commands, on a real server. */
@ExtendWith(Postgres.class)
class CycleIT {
    @Test
    @Tag("smoke")
    void versionFollowsEveryCommandOfTheBexarCycle(TestDatabase database) {
        CommandLines bexar = CommandLines.on(database, "bexar");
        for (String row : List.of(
                "expand bexar_expand01 -> bexar_expand01",
                "expand bexar_expand02 -> bexar_expand02",
                "expand bexar_expand03 -> bexar_expand03",
                "migrate bexar_migrate01 -> bexar_expand03",
                "migrate bexar_migrate02 -> bexar_expand03",
                "migrate bexar_migrate03 -> bexar_expand03",
                "contract bexar_contract01 -> bexar_expand03, bexar_contract01",
                "contract bexar_contract02 -> bexar_expand03, bexar_contract02",
                "contract bexar_contract03 -> bexar_expand03, bexar_contract03")) {
            String[] halves = row.split(" -> ");
            String[] step = halves[0].split(" ");
            assertEquals(0, bexar.run("db", step[0], step[1]).exitCode(), row);
            assertEquals(new Outcome(0, List.of(halves[1]), List.of()), bexar.run("db", "version"), row);
        }
        assertEquals(0, bexar.run("db", "check").exitCode());
    }

    @Test
    void checkLeadsThroughACycleOfGlance(TestDatabase database) {
        CommandLines glance = CommandLines.on(database, "glance");
        assertEquals(3, glance.run("db", "check").exitCode());
        assertEquals(
                "Database is synced successfully.",
                glance.run("db", "sync", "--version", "mitaka").line());
        images(database, 20);
        expect(glance, 3, "Your database is not up to date. Your first step is to run `emcee db expand`.");
        refused(glance.run("db", "migrate"), "expand revision \"ocata_expand01\" comes first");
        refused(glance.run("db", "contract"), "expand revision \"ocata_expand01\" comes first");

        assertEquals(
                "Upgraded database to: 2024_1_expand01, current revision(s): 2024_1_expand01",
                glance.run("db", "expand").line());
        assertEquals(
                "Database expansion is up to date. No expansion needed.",
                glance.run("db", "expand").line());
        expect(glance, 4, "Your database is not up to date. Your next step is to run `emcee db migrate`.");
        refused(glance.run("db", "contract"), "run: emcee db migrate");

        assertEquals("Migrated 20 rows", glance.run("db", "migrate").line());
        assertEquals(
                "Database migration is up to date. No migration needed.",
                glance.run("db", "migrate").line());
        expect(glance, 5, "Your database is not up to date. Your next step is to run `emcee db contract`.");

        assertEquals(
                "Upgraded database to: 2024_1_contract01, current revision(s): 2024_1_expand01, 2024_1_contract01",
                glance.run("db", "contract").line());
        expect(glance, 0, "Database is up to date. No upgrades needed.");
        for (String command : List.of("expand", "migrate", "contract", "sync", "upgrade")) {
            assertEquals(
                    "Database is up to date. No migrations needed.",
                    glance.run("db", command).line());
        }
    }

    @Test
    void onATerminalADropWaitsForTheDatabasesName(TestDatabase database) {
        CommandLines.on(database, "glance").run("db", "sync", "mitaka02");
        CommandLines hasty = CommandLines.on(database, "glance").answering("yes");
        Outcome refused = hasty.run("db", "upgrade", "ocata");
        assertEquals(8, refused.exitCode());
        assertEquals(
                "Gone for good: column public.images.is_public: 0 rows with a value, 0 B",
                refused.err().get(0));
        assertEquals(
                "emcee: Not confirmed; nothing was run.", plain(refused.err().get(2)));
        assertEquals(
                "mitaka02",
                CommandLines.on(database, "glance").run("db", "version").line());

        CommandLines careful = CommandLines.on(database, "glance").answering(database.name());
        assertEquals(
                "Upgraded database to: ocata, current revision(s): ocata_expand01, ocata_contract01",
                careful.run("db", "upgrade", "ocata").line());
        assertEquals(List.of("Type the database's name (" + database.name() + ") to go on:"), careful.questions());
        assertEquals(
                0,
                CommandLines.on(database, "glance")
                        .answering()
                        .run("db", "upgrade", "--yes")
                        .exitCode());
    }

    @Test
    void jsonGivesOneObjectOnEachLineAndTheResultLast(TestDatabase database) {
        CommandLines.on(database, "glance").run("db", "sync", "mitaka02");
        images(database, 3);
        List<String> lines = CommandLines.on(database, "glance")
                .run("db", "upgrade", "ocata", "--json")
                .out();
        lines.forEach(line ->
                assertEquals("object", database.value("SELECT json_typeof($json$" + line + "$json$::json)"), line));
        assertEquals(
                List.of(
                        "run_started",
                        "confirmed",
                        "preflight_done",
                        "backup_missed",
                        "phase_started",
                        "step_started",
                        "statement_done",
                        "step_done",
                        "phase_ended",
                        "batch_done",
                        "throttle",
                        "drain_seen",
                        "run_ended",
                        "result"),
                lines.stream().map(CycleIT::kind).distinct().toList());
        assertTrue(
                lines.get(lines.size() - 1)
                        .startsWith("{\"kind\":\"result\",\"operation\":\"upgrade\","
                                + "\"version\":\"ocata_expand01, ocata_contract01\","),
                lines::toString);
        assertTrue(lines.get(lines.size() - 1).contains("\"rows\":3,"), lines::toString);
    }

    @Test
    void aStopEndsWith8AndTheNextRunGoesOn(TestDatabase database) {
        CommandLines.on(database, "glance").run("db", "sync", "mitaka02");
        images(database, 5);
        CommandLines.on(database, "glance").run("db", "expand", "ocata");
        Outcome stopped = CommandLines.on(database, "glance").interrupted().run("db", "migrate");
        assertEquals(8, stopped.exitCode());
        assertEquals(List.of(), stopped.out());
        assertTrue(stopped.errors().contains("Stopped before the end; what was done is kept."), stopped::errors);
        assertEquals(
                "Migrated 5 rows",
                CommandLines.on(database, "glance").run("db", "migrate").line());
    }

    @Test
    void releaseLeavesTheServicesTables(TestDatabase database) {
        CommandLines bexar = CommandLines.on(database, "bexar");
        bexar.run("db", "expand", "bexar_expand01");
        String tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
        String before = database.value(tables);
        assertEquals(
                "Would remove schema \"emcee\" with the record of 2 steps.",
                bexar.run("db", "release", "--dry-run").line());
        assertEquals(
                8,
                CommandLines.on(database, "bexar")
                        .answering("no")
                        .run("db", "release")
                        .exitCode());
        assertEquals(
                "Removed schema \"emcee\" with the record of 2 steps.",
                bexar.run("db", "release").line());
        assertEquals("", database.value("SELECT 1 FROM pg_namespace WHERE nspname = 'emcee'"));
        assertEquals(before, database.value(tables));
        assertEquals(
                "There is nothing of emcee in the database.",
                bexar.run("db", "release").line());
    }

    @Test
    void graphAndStatusTellHowFarItIs(TestDatabase database) {
        CommandLines glance = CommandLines.on(database, "glance");
        glance.run("db", "sync", "mitaka02");
        images(database, 30);
        glance.run("db", "expand", "ocata");
        database.execute("UPDATE images SET deleted = true, deleted_at = '2026-01-02 03:04:05' WHERE id < '2'");
        List<String> graph = glance.run("graph").out();
        assertTrue(graph.get(4).matches("ocata +ocata_expand01 +expand +applied .*"), graph::toString);
        assertTrue(graph.get(6).matches("ocata +ocata_contract01 +contract +pending .*"), graph::toString);
        String status = String.join("\n", glance.run("status", "--exact").out());
        for (String line : List.of(
                "Database +" + database.name() + " at .*",
                "Server +PostgreSQL \\d.*",
                "Version +ocata_expand01",
                "Gate data +closed: 30 rows of \"ocata_migrate01\" still to migrate",
                "Working now +nobody",
                "images +\\S+ +11 +2026-01-02T03:04:05Z +2026-01-02T03:04:05Z")) {
            assertTrue(status.lines().anyMatch(shown -> shown.matches(line)), () -> line + " is not in\n" + status);
        }
        String json = glance.run("status", "--json").line();
        assertTrue(json.contains("\"pending_rows\":{\"ocata_migrate01\":30}"), json);
    }

    private static void expect(CommandLines glance, int exitCode, String line) {
        assertEquals(new Outcome(exitCode, List.of(line), List.of()), glance.run("db", "check"));
    }

    private static void refused(Outcome outcome, String words) {
        assertEquals(6, outcome.exitCode(), outcome::errors);
        assertEquals(List.of(), outcome.out());
        assertTrue(outcome.errors().contains(words), outcome::errors);
    }

    /** {@code {"kind":"result",...} is of the kind result} */
    private static String kind(String json) {
        return json.split("\"")[3];
    }

    /** Without colours. */
    private static String plain(String line) {
        return line.replaceAll("\033\\[[\\d;]*m", "");
    }

    static void images(TestDatabase database, int count) {
        database.execute("""
                INSERT INTO images (id, name, status, is_public, created_at, deleted, min_disk, min_ram)
                SELECT n::text, 'image ' || n, 'active', n %% 2 = 0, now(), false, 0, 0
                FROM generate_series(1, %d) AS n
                """.formatted(count));
    }
}
