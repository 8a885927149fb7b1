package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lab's rows: their number, their ages, and the traps that the head of the file lists. */
@ExtendWith(Postgres.class)
class LabGlanceIT {
    private static final List<String> CHILDREN =
            List.of("image_properties", "image_locations", "image_members", "image_tags");

    private static TestDatabase database;

    @BeforeAll
    static void fillOnce(TestDatabase empty) {
        database = empty;
        fill(database, 2000);
    }

    @Test
    void oneImageInSevenIsSoftDeletedAtAgesFromOneToNineHundredDays() {
        assertEquals("2000", database.value("SELECT count(*) FROM images"));
        int deleted = Integer.parseInt(database.value("SELECT count(*) FROM images WHERE deleted"));
        assertTrue(deleted > 240 && deleted < 360, () -> deleted + " are deleted");
        assertEquals("t|t|t|t", database.rows("""
                                SELECT min(age) BETWEEN 1 AND 2, max(age) BETWEEN 800 AND 901,
                                    count(*) FILTER (WHERE age < 90) BETWEEN 60 AND 140, min(life) > interval '0'
                                FROM (
                                    SELECT extract(epoch FROM now() AT TIME ZONE 'utc' - deleted_at) / 86400 AS age,
                                        deleted_at - created_at AS life
                                    FROM images WHERE deleted
                                ) AS removed
                                """).get(0));
    }

    @Test
    void childrenShareTheFateOfTheirImageButForThreeTraps() {
        for (String child : CHILDREN) {
            String live = database.value("SELECT string_agg(name, ', ') FROM images JOIN (SELECT image_id FROM " + child
                    + " WHERE NOT deleted) AS live ON image_id = id WHERE deleted");
            String trap = String.valueOf(CHILDREN.indexOf(child) + 1);
            assertTrue(
                    child.equals("image_tags") ? live.isEmpty() : live.matches("[^,]+-" + trap), child + ": " + live);
        }
    }

    @Test
    void twoImagesContradictThemselves() {
        assertEquals(List.of("f|t|t", "t|f|t"), database.rows("""
                        SELECT deleted, deleted_at IS NOT NULL, name ~ CASE WHEN deleted THEN '-5$' ELSE '-4$' END
                        FROM images WHERE deleted <> (deleted_at IS NOT NULL) ORDER BY deleted
                        """));
    }

    @Test
    void nothingHappensInTheFuture() {
        for (String table :
                List.of("images", "image_properties", "image_locations", "image_members", "image_tags", "tasks")) {
            assertEquals(
                    "0",
                    database.value("SELECT count(*) FROM " + table
                            + " WHERE greatest(created_at, deleted_at) > now() AT TIME ZONE 'utc'"),
                    table);
        }
    }

    @Test
    void everyTableHasRows() {
        for (String table : database.rows(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")) {
            assertEquals("t", database.value("SELECT count(*) > 0 FROM " + table), table);
        }
        assertEquals(
                "",
                database.value("SELECT string_agg(relname, ', ') FROM pg_class"
                        + " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples < 1"));
    }

    @Test
    void halfOfTheTasksAreSoftDeletedAndEachHasItsContent() {
        assertEquals("200|200|400", database.rows("""
                SELECT count(*) FILTER (WHERE deleted), count(*) FILTER (WHERE NOT deleted), (SELECT count(*) FROM task_info)
                FROM tasks
                """).get(0));
    }

    @Test
    void nothingWasDeletedLongerThanNineHundredDaysAgo() {
        for (String table : List.of("images", "image_properties", "image_locations", "image_members", "tasks")) {
            assertEquals(
                    "t",
                    database.value(
                            "SELECT min(deleted_at) > now() AT TIME ZONE 'utc' - interval '901 days' FROM " + table),
                    table);
        }
    }

    @Test
    void sameNumberGivesTheSameRows(TestDatabase other) {
        fill(other, 2000);
        String rows = """
                SELECT id, name, size, status, is_public, deleted, created_at - max(created_at) OVER (), owner
                FROM images WHERE deleted_at IS NULL ORDER BY id
                """;
        assertEquals(database.rows(rows), other.rows(rows));
    }

    @Test
    void fiveImagesAreEnoughForEveryTrap(TestDatabase other) {
        fill(other, 5);
        assertEquals("4|2|1|1|1", other.rows("""
                                SELECT count(*) FILTER (WHERE deleted), count(*) FILTER (WHERE deleted <> (deleted_at IS NOT NULL)),
                                    (SELECT count(*) FROM image_properties JOIN images AS i ON i.id = image_id
                                     WHERE i.deleted AND NOT image_properties.deleted),
                                    (SELECT count(*) FROM image_locations JOIN images AS i ON i.id = image_id
                                     WHERE i.deleted AND NOT image_locations.deleted),
                                    (SELECT count(*) FROM image_members JOIN images AS i ON i.id = image_id
                                     WHERE i.deleted AND NOT image_members.deleted)
                                FROM images
                                """).get(0));
    }

    private static void fill(TestDatabase database, int images) {
        BundledSet.of("glance").apply(database, "liberty", "mitaka01", "mitaka02");
        database.execute(
                BundledSet.read("/io/emcee/lab/glance-mitaka02.sql").replace("{images}", String.valueOf(images)));
    }
}
