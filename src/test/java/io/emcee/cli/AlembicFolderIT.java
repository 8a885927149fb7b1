package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.AlembicLab;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An Alembic folder beside a database that Alembic has upgraded. */
@ExtendWith(Postgres.class)
class AlembicFolderIT {
    @TempDir
    private Path root;

    @Test
    void headsOfTheDatabaseAreShownAndNothingIsDone(TestDatabase database) {
        CommandLines lines = at(database, "ocata_contract01", "pike_expand01");
        Outcome graph = lines.run("graph");
        assertEquals(0, graph.exitCode(), graph::errors);
        assertEquals(
                List.of(
                        "REVISION applied",
                        "liberty applied",
                        "mitaka01 applied",
                        "mitaka02 applied",
                        "ocata_expand01" + " applied",
                        "ocata_contract01 database head",
                        "pike_expand01 (head) database head",
                        "pike_contract01 (head) pending"),
                states(graph));
        assertEquals(
                "ocata_contract01, pike_expand01", lines.run("db", "version").line());
        Outcome status = lines.run("status");
        assertEquals(0, status.exitCode(), status::errors);
        assertTrue(status.out().contains("Version      ocata_contract01, pike_expand01"), status.out()::toString);
        assertTrue(status.out().contains("Stage        6 of 7 revisions are applied"), status.out()::toString);
        Outcome check = lines.run("db", "check");
        assertEquals(5, check.exitCode());
        assertEquals(
                "Your database is not up to date: 6 of 7 revisions are applied; upgrade it with the folder's own tool.",
                check.line());
        Map<String, Object> json = Json.object(lines.run("status", "--json").line());
        assertEquals(true, json.get("view_only"));
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
    }

    @Test
    void whateverChangesTheDatabaseIsRefused(TestDatabase database) {
        CommandLines lines = at(database, "ocata_contract01", "pike_expand01");
        for (List<String> command : List.of(
                List.of("db", "expand"),
                List.of("db", "migrate"),
                List.of("db", "contract"),
                List.of("db", "upgrade"),
                List.of("db", "sync"),
                List.of("db", "sync", "pike"),
                List.of("db", "version_control"),
                List.of("db", "repair"),
                List.of("db", "release"),
                List.of("plan"),
                List.of("preflight"),
                List.of("rehearse"),
                List.of("lint"))) {
            Outcome refused = lines.run(command.toArray(String[]::new));
            assertEquals(2, refused.exitCode(), command::toString);
            assertEquals(1, refused.err().size(), refused::errors);
            assertTrue(
                    refused.errors()
                            .contains(" with the Alembic folder \"" + root.resolve("versions")
                                    + "\", which emcee only shows: use alembic"),
                    refused::errors);
        }
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
    }

    @Test
    void revisionsThatTheFolderDoesNotHaveAreTold(TestDatabase database) {
        CommandLines lines = at(database, "pike_expand01", "squashed");
        Outcome graph = lines.run("graph");
        assertEquals(9, graph.exitCode());
        assertEquals("pike_expand01 (head) database head", states(graph).get(6));
        assertTrue(graph.errors().contains("\"alembic_version\" says \"squashed\""), graph::errors);
        Outcome version = lines.run("db", "version");
        assertEquals(9, version.exitCode());
        assertEquals("pike_expand01, squashed", version.line());
        assertEquals(9, lines.run("db", "check").exitCode());
    }

    @Test
    void databaseWithoutVersionIsShownAsPending(TestDatabase database) {
        CommandLines lines = on(database);
        assertEquals("liberty pending", states(lines.run("graph")).get(1));
        assertEquals(3, lines.run("db", "check").exitCode());
        assertEquals(1, lines.run("db", "version").exitCode());
        assertEquals(0, lines.run("status").exitCode());
        database.execute("CREATE TABLE images (id int)");
        assertEquals(1, lines.run("db", "check").exitCode());
        assertEquals("liberty pending", states(lines.run("graph")).get(1));
    }

    @Test
    void whatEmceeHasRecordedForAnotherSetDoesNotMatter(TestDatabase database) {
        CommandLines.on(database, "glance").run("db", "sync", "mitaka01");
        CommandLines lines = at(database, "mitaka02");
        assertEquals("mitaka02", lines.run("db", "version").line());
        assertEquals("mitaka02 database head", states(lines.run("graph")).get(3));
    }

    /** Name and state of each row. */
    private static List<String> states(Outcome graph) {
        int phase = graph.out().get(0).indexOf("PHASE");
        int state = graph.out().get(0).indexOf("STATE");
        int follows = graph.out().get(0).indexOf("FOLLOWS");
        return graph.out().stream()
                .map(line -> line.substring(0, phase).strip() + " "
                        + (line + " ".repeat(follows))
                                .substring(state, follows)
                                .strip()
                                .replace("STATE", "applied"))
                .toList();
    }

    private CommandLines at(TestDatabase database, String... versions) {
        database.execute("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)");
        for (String version : versions) {
            database.execute("INSERT INTO alembic_version VALUES ('" + version + "')");
        }
        return on(database);
    }

    private CommandLines on(TestDatabase database) {
        return CommandLines.on(database, AlembicLab.glance(root).versions().toString());
    }
}
