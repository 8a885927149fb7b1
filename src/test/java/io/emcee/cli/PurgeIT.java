package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.purge.DeletedLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands that purge: what scripts for {@code glance-manage} expect, and what they do beyond. */
@ExtendWith(Postgres.class)
class PurgeIT {
    private static final String[] CHILDREN = {"image_locations", "image_members", "image_properties", "image_tags"};

    private final TestDatabase database = DeletedLab.glance().database();
    private final CommandLines glance = CommandLines.on(database, "glance");

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private long deleted(String table, int days) {
        return Long.parseLong(database.value("SELECT count(*) FROM " + table
                + " WHERE deleted AND deleted_at < now() AT TIME ZONE 'UTC' - interval '" + days + " days'"));
    }

    @Test
    void purgeTakesTheOldestRowsOfEachTableButImages() {
        String images = database.value("SELECT count(*) FROM images");
        String oldest = database.value("SELECT string_agg(id::text, ',' ORDER BY deleted_at, id) FROM ("
                + "SELECT id, deleted_at FROM image_properties WHERE deleted ORDER BY deleted_at, id LIMIT 100) AS o");
        long tags = deleted("image_tags", 30);
        Outcome outcome = glance.run("db", "purge");
        assertEquals(0, outcome.exitCode(), outcome::errors);
        assertEquals(
                "TABLE             PURGED  BLOCKED  HELD  LEFT", outcome.out().get(0));
        assertEquals(
                "image_properties  100     0        0     107", outcome.out().get(3));
        assertEquals(
                "image_tags        " + tags + "      0        0     0",
                outcome.out().get(4));
        assertEquals(
                "0",
                database.value("SELECT count(*) FROM image_properties WHERE id::text = ANY (string_to_array('" + oldest
                        + "', ','))"));
        assertEquals(images, database.value("SELECT count(*) FROM images"));
        assertEquals("0", database.value("SELECT count(*) FROM task_info WHERE task_id NOT IN (SELECT id FROM tasks)"));
        assertEquals(0, glance.run("db", "purge", "--max_rows", "-1").exitCode());
        for (String table : CHILDREN) {
            assertEquals(0, deleted(table, 30), table);
        }
    }

    @Test
    void limitOfNothingPurgesNothing() {
        long before = deleted("image_tags", 30);
        assertEquals(0, glance.run("db", "purge", "--max_rows", "0").exitCode());
        assertEquals(before, deleted("image_tags", 30));
    }

    @Test
    void wrongNumbersAreRefusedInTheWordsOfGlanceManage() {
        assertEquals(refusal(1, "Must supply a non-negative value for age."), purge("--age_in_days", "-1"));
        assertEquals(refusal(1, "Maximal age is count of days since epoch."), purge("--age_in_days", "999999"));
        assertEquals(refusal(1, "Minimal rows limit is -1."), purge("--max_rows", "-2"));
        assertEquals(
                refusal(1, "'max_rows' value out of range, must not exceed 2147483647."),
                purge("--max_rows", "2147483648"));
        assertEquals(refusal(2, "argument --age_in_days: invalid int value: '1.5'"), purge("--age_in_days", "1.5"));
        assertEquals(refusal(1, "Invalid int value for age_in_days: abc"), purge("abc"));
    }

    private Outcome purge(String... options) {
        String[] line = new String[options.length + 2];
        line[0] = "db";
        line[1] = "purge";
        System.arraycopy(options, 0, line, 2, options.length);
        return glance.run(line);
    }

    private static Outcome refusal(int code, String sentence) {
        return new Outcome(code, List.of(), List.of("emcee: " + sentence));
    }

    @Test
    void imagesAreGuardedAndComeLast() {
        Outcome early = glance.run("db", "purge_images_table", "--confirm", "images");
        assertEquals(6, early.exitCode());
        assertTrue(early.errors().endsWith("run before: emcee db purge --max_rows -1"), early::errors);
        assertEquals(0, glance.run("db", "purge", "--max_rows", "-1").exitCode());
        Outcome bare = glance.run("db", "purge_images_table", "--yes");
        assertEquals(6, bare.exitCode());
        assertTrue(bare.errors().contains("--confirm images"), bare::errors);
        long eligible = deleted("images", 180);
        Outcome done = glance.run("db", "purge_images_table", "--confirm", "images");
        assertEquals(0, done.exitCode(), done::errors);
        assertEquals(
                "images            " + (eligible - 3) + "      3        0     0",
                done.out().get(1));
        // The lab's traps: each is kept by one live row.
        assertTrue(done.errors().contains("by public.image_properties 1, which is live"), done::errors);
        assertEquals(
                3,
                done.err().stream().filter(line -> line.startsWith("blocked: ")).count());
    }

    @Test
    void theNoteIsShownInFullAndTheNameTyped() {
        Outcome refused = glance.answering("image").run("purge", "--tables", "images", "--until-complete");
        assertEquals(6, refused.exitCode());
        assertTrue(refused.errors().contains("OSSN-0075"), refused::errors);
        assertTrue(refused.errors().contains("emcee db release lets every id be taken again."), refused::errors);
        CommandLines again = CommandLines.on(database, "glance").answering("images");
        assertEquals(
                0, again.run("purge", "--tables", "images", "--until-complete").exitCode());
        assertEquals(List.of("Type the table's name (images) to go on:"), again.questions());
        assertTrue(database.value(
                        "SELECT facts FROM emcee.journal WHERE kind = 'run_started' ORDER BY number DESC LIMIT 1")
                .contains("\"confirmed\":{\"public.images\":\"images\"}"));
    }

    @Test
    void ordinaryPurgeAsksForTheNumberOfRows() {
        long tags = deleted("image_tags", 30);
        CommandLines wrong = CommandLines.on(database, "glance").answering("1");
        assertEquals(8, wrong.run("purge", "--tables", "image_tags").exitCode());
        assertEquals(List.of("Type the number of rows (" + tags + ") to go on:"), wrong.questions());
        assertEquals(tags, deleted("image_tags", 30));
        CommandLines right = CommandLines.on(database, "glance").answering(String.valueOf(tags));
        assertEquals(0, right.run("purge", "--tables", "image_tags").exitCode());
        assertEquals(0, deleted("image_tags", 30));
    }

    @Test
    void limitLeavesMoreAndSaysSo() {
        long eligible = deleted("images", 180) - 3;
        String oldest =
                database.value("SELECT min(deleted_at) FROM images WHERE deleted AND id NOT IN (SELECT md5('image-'"
                        + " || n)::uuid::text FROM generate_series(1, 3) AS n)");
        Outcome some = glance.run("purge", "--tables", "images", "--confirm", "images", "--max-roots", "5");
        assertEquals(8, some.exitCode(), some::errors);
        assertEquals(
                "images            5       3        0     " + (eligible - 5),
                some.out().get(1));
        assertEquals("0", database.value("SELECT count(*) FROM images WHERE deleted_at = '" + oldest + "'"));
        Outcome rest = glance.run("purge", "--tables", "images", "--confirm", "images", "--until-complete");
        assertEquals(0, rest.exitCode(), rest::errors);
        Outcome none = glance.run("purge", "--tables", "images", "--confirm", "images", "--until-complete");
        assertEquals(0, none.exitCode());
        assertEquals("TABLE   PURGED  BLOCKED  HELD  LEFT", none.out().get(0));
    }

    @Test
    void dryRunIsThePlanAndWritesNothing() {
        Outcome plan = glance.run("purge", "--tables", "images", "--dry-run");
        assertEquals(0, plan.exitCode());
        assertTrue(plan.out().get(0).endsWith("Nothing was run."), plan.out().get(0));
        assertTrue(
                plan.out()
                        .contains("-- public.images: " + (deleted("images", 180) - 3) + " of " + deleted("images", 180)
                                + " candidates go, 3 blocked, 0 held, 2 anomalies"),
                plan.out()::toString);
        assertEquals("0", database.value("SELECT count(*) FROM pg_proc WHERE proname LIKE 'refuse\\_1'"));
        assertEquals("0", database.value("SELECT count(*) FROM emcee.purge"));
        Outcome json = glance.run("purge", "--tables", "images", "--dry-run", "--json");
        assertTrue(json.line().startsWith("{\"kind\":\"purge_plan\",\"plan\":\""), json::line);
    }

    @Test
    void guardedTableKeepsItsAgeUnlessOverruled() {
        Outcome young = glance.run("purge", "--tables", "images", "--older-than", "30d", "--confirm", "images");
        assertEquals(6, young.exitCode());
        assertEquals(
                "emcee: Purge refused: rows of public.images are kept for 180 days at least, and 30 were asked for; or"
                        + " overrule it: --overrule age=REASON",
                young.errors());
        Outcome overruled = glance.run(
                "purge",
                "--tables",
                "images",
                "--older-than",
                "30d",
                "--until-complete",
                "--confirm",
                "images",
                "--overrule",
                "age=the auditor wants it");
        assertEquals(0, overruled.exitCode(), overruled::errors);
        assertEquals(3, deleted("images", 30));
        assertTrue(database.value(
                        "SELECT facts FROM emcee.journal WHERE kind = 'run_started' ORDER BY number DESC LIMIT 1")
                .contains("the auditor wants it"));
    }

    @Test
    void tableThatNobodyNamesIsNotPurged() throws IOException {
        assertEquals(
                "emcee: The table \"task_info\" may not be purged, since neither the revision set \"glance\" nor the target"
                        + " names it; name it in purge: {tables: [...]}.",
                glance.run("purge", "--tables", "task_info").errors());
        Path file = Files.writeString(
                folder.resolve("config.yaml"),
                "targets: {live: {url: '" + database.url() + "', purge: {tables: [task_info]}}}");
        CommandLines named = CommandLines.anywhere()
                .with(Map.of(
                        "HOME", "/nonexistent",
                        "EMCEE_CONFIG", file.toString(),
                        "PGUSER", database.user(),
                        "PGPASSWORD", database.password()));
        assertTrue(
                named.run("purge", "--tables", "task_info").errors().contains("does not note when a row was deleted"));
    }

    @Test
    void planThatOthersApprovedIsRunWithItsCutoff() throws IOException {
        Path plan = folder.resolve("plan.json");
        assertEquals(
                0,
                glance.run("purge", "--tables", "image_tags", "--out", plan.toString())
                        .exitCode());
        database.execute(
                "UPDATE image_tags SET deleted = true, deleted_at = now() AT TIME ZONE 'UTC' - interval '29 days'"
                        + " WHERE id = (SELECT min(id) FROM image_tags WHERE NOT deleted)");
        Outcome run = glance.run("run", plan.toString());
        assertEquals(0, run.exitCode(), run::errors);
        assertEquals(0, deleted("image_tags", 30));
        assertTrue(deleted("image_tags", 0) > 0);
        Files.writeString(plan, Files.readString(plan).replace("\"limit\":1000", "\"limit\":2000"));
        assertEquals(6, glance.run("run", plan.toString()).exitCode());
    }

    @Test
    void outsideOfItsWindowNothingIsPurged() {
        LocalTime now = LocalTime.now();
        String closed = now.plusHours(2).toString().substring(0, 5) + "-"
                + now.plusHours(3).toString().substring(0, 5);
        Outcome outcome = glance.run("purge", "--tables", "image_tags", "--window", closed);
        assertEquals(8, outcome.exitCode());
        assertTrue(outcome.errors().endsWith("outside of the window " + closed + ", so nothing was purged."));
        assertEquals(2, glance.run("purge", "--window", "22-5").exitCode());
    }

    @Test
    void interruptedPurgeEndsAfterItsBatch() {
        Outcome outcome = glance.interrupted().run("purge", "--tables", "image_tags", "--until-complete");
        assertEquals(8, outcome.exitCode());
        assertTrue(deleted("image_tags", 30) > 0);
    }

    @Test
    void holdsAndTombstonesAreListedAndLifted() {
        String id = database.value("SELECT id FROM images WHERE deleted AND deleted_at < now() - interval '200 days'"
                + " AND id NOT IN (SELECT image_id FROM image_properties WHERE NOT deleted) ORDER BY id LIMIT 1");
        assertEquals(2, glance.run("hold", "add", "images", "--reason", "law").exitCode());
        Outcome added = glance.run("hold", "add", "images", id, "--reason", "law");
        assertEquals("Hold 1 keeps 1 row of public.images (id = " + id + ").", added.line());
        assertEquals(
                6,
                glance.run("hold", "add", "images", "none", "--reason", "law").exitCode());
        glance.run("purge", "--tables", "images", "--confirm", "images", "--until-complete");
        assertEquals("1", database.value("SELECT count(*) FROM images WHERE id = '" + id + "'"));
        assertEquals(0, glance.run("hold", "lift", "1", "--reason", "over").exitCode());
        assertEquals(6, glance.run("hold", "lift", "1", "--reason", "over").exitCode());
        glance.run("purge", "--tables", "images", "--confirm", "images", "--until-complete");
        String insert = "INSERT INTO images (id, status, is_public, created_at, deleted, min_disk, min_ram, protected)"
                + " VALUES ('" + id + "', 'active', true, now(), false, 0, 0, false)";
        IllegalStateException refused = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class, () -> database.execute(insert));
        assertTrue(refused.getMessage().contains("of a purged row of public.images cannot be used again"));
        assertTrue(glance.run("tombstone", "list", "images").out().stream().anyMatch(line -> line.startsWith(id)));
        assertEquals(
                0,
                glance.run("tombstone", "lift", "images", id, "--reason", "restored")
                        .exitCode());
        database.execute(insert);
        assertEquals(0, glance.run("db", "release", "--yes").exitCode());
        assertEquals("0", database.value("SELECT count(*) FROM pg_trigger WHERE tgname LIKE '!emcee%'"));
    }
}
