package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services of two releases write the same images between ocata_expand01 and ocata_contract01. */
@ExtendWith(Postgres.class)
class VisibilityTriggersIT {
    private static TestDatabase database;

    @BeforeAll
    static void expand(TestDatabase empty) {
        database = empty;
        BundledSet.of("glance").apply(database, "liberty", "mitaka01", "mitaka02", "ocata_expand01");
    }

    /** The old images have no visibility yet. Without triggers they get none, as before expand or by replication. */
    @BeforeEach
    void fill() {
        database.execute(
                "TRUNCATE images CASCADE",
                "SET session_replication_role = replica",
                insertion("old-public", "is_public", "true"),
                insertion("old-other", "is_public", "false"),
                insertion("old-neither", "is_public", "NULL"),
                "SET session_replication_role = origin",
                insertion("public", "visibility", "'public'"),
                insertion("private", "visibility", "'private'"),
                insertion("shared", "visibility", "'shared'"),
                insertion("community", "visibility", "'community'"));
    }

    @ParameterizedTest
    @CsvSource({"true, t|public", "false, f|shared"})
    void insertWithIsPublicOnlyGetsItsVisibility(String isPublic, String result) {
        insert("new", "is_public", isPublic);
        assertEquals(result, image("new"));
    }

    @ParameterizedTest
    @CsvSource({"public, t|public", "private, f|private", "shared, f|shared", "community, f|community"})
    void insertWithVisibilityOnlyGetsItsIsPublic(String visibility, String result) {
        insert("new", "visibility", "'" + visibility + "'");
        assertEquals(result, image("new"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL, NULL", "true, 'public'", "false, 'private'", "true, 'private'", "false, 'public'"})
    void insertWithNeitherOrBothIsRefused(String both) {
        assertRefused(insertion("new", "is_public, visibility", both));
        assertEquals("", image("new"));
    }

    @Test
    void insertThatNamesTheOtherColumnAsNullCountsAsOne() {
        insert("a", "is_public, visibility", "true, NULL");
        insert("b", "is_public, visibility", "NULL, 'community'");
        assertEquals("t|public", image("a"));
        assertEquals("f|community", image("b"));
    }

    @Test
    void insertThatNamesNoneOfTheTwoIsRefused() {
        assertRefused(insertion("new", "name", "'new'"));
    }

    @ParameterizedTest
    @CsvSource({
        "old-public, false, f|shared",
        "old-other, true, t|public",
        "old-neither, false, f|shared",
        "public, false, f|shared",
        "private, true, t|public",
        "community, true, t|public"
    })
    void updateOfIsPublicMovesVisibility(String id, String isPublic, String result) {
        update(id, "is_public = " + isPublic);
        assertEquals(result, image(id));
    }

    @ParameterizedTest
    @CsvSource({
        "old-public, private, f|private",
        "old-public, public, t|public",
        "old-other, private, f|private",
        "old-other, shared, f|shared",
        "old-other, public, t|public",
        "old-neither, private, f|private",
        "public, community, f|community",
        "private, public, t|public",
        "private, community, f|community"
    })
    void updateOfVisibilityMovesIsPublic(String id, String visibility, String result) {
        update(id, "visibility = '" + visibility + "'");
        assertEquals(result, image(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"is_public = NULL", "visibility = NULL", "is_public = NULL, visibility = NULL"})
    void updateToNullIsRefused(String change) {
        assertRefused("UPDATE images SET " + change + " WHERE id = 'public'");
        assertRefused("UPDATE images SET " + change + " WHERE id = 'community'");
        assertEquals("t|public", image("public"));
    }

    @Test
    void isPublicOfAnImageWithoutVisibilityCannotBeTakenAwayEither() {
        assertRefused("UPDATE images SET is_public = NULL WHERE id = 'old-public'");
        assertEquals("t|", image("old-public"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "public;     is_public = false, visibility = 'private'",
                "private;    is_public = true, visibility = 'public'",
                "private;    is_public = true, visibility = 'shared'",
                "old-public; is_public = false, visibility = 'private'",
                "old-other;  is_public = true, visibility = 'public'"
            })
    void updateThatChangesBothIsRefused(String id, String change) {
        String before = image(id);
        assertRefused("UPDATE images SET " + change + " WHERE id = '" + id + "'");
        assertEquals(before, image(id));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "private;    is_public = false, visibility = 'community'; f|community",
                "public;     is_public = true, visibility = 'shared';     f|shared",
                "private;    is_public = true, visibility = 'private';    t|public",
                "old-other;  is_public = false, visibility = 'private';   f|private",
                "old-public; is_public = false, visibility = NULL;        f|shared"
            })
    void updateThatNamesBothButChangesOneFollowsTheOne(String id, String change, String result) {
        update(id, change);
        assertEquals(result, image(id));
    }

    @ParameterizedTest
    @CsvSource({
        "old-public, t|",
        "old-other, f|",
        "old-neither, |",
        "public, t|public",
        "private, f|private",
        "community, f|community"
    })
    void updateOfNeitherPassesUntouched(String id, String unchanged) {
        update(id, "name = 'renamed'");
        update(id, "is_public = is_public, visibility = visibility, status = 'deleted'");
        assertEquals(unchanged, image(id));
        assertEquals(
                "renamed|deleted",
                database.rows("SELECT name, status FROM images WHERE id = '" + id + "'")
                        .get(0));
    }

    @Test
    void backfillPassesTheTriggersAndLeavesEveryImageAsItWas() {
        database.execute(BundledSet.of("glance").wholeTable("ocata_migrate01"));
        assertEquals("t|public", image("old-public"));
        assertEquals("f|private", image("old-other"));
        assertEquals("f|private", image("old-neither"));
        assertEquals("f|community", image("community"));
    }

    @Test
    void oldServiceMayGoOnWithABackfilledImage() {
        database.execute(BundledSet.of("glance").wholeTable("ocata_migrate01"));
        update("old-other", "is_public = false, name = 'saved again'");
        assertEquals("f|private", image("old-other"));
        update("old-other", "is_public = true");
        assertEquals("t|public", image("old-other"));
    }

    @Test
    void roleOfTheServiceNeedsNoRightButThatOnTheTable() throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                    CREATE ROLE glance_of_this_test;
                    CREATE SCHEMA hostile;
                    CREATE TYPE hostile.image_visibility AS ENUM ('none');
                    GRANT USAGE ON SCHEMA hostile TO glance_of_this_test;
                    GRANT SELECT, INSERT, UPDATE ON images TO glance_of_this_test;
                    SET LOCAL ROLE glance_of_this_test;
                    SET LOCAL search_path = hostile
                    """);
            statement.execute(insertion("new", "is_public", "true").replace("images", "public.images"));
            statement.execute("UPDATE public.images SET is_public = false WHERE id = 'new'");
            statement.execute("UPDATE public.images SET visibility = 'community' WHERE id = 'public'");
            statement.execute(
                    "RESET ROLE; RESET search_path; DROP OWNED BY glance_of_this_test; DROP ROLE glance_of_this_test");
            connection.commit();
        }
        assertEquals("f|shared", image("new"));
        assertEquals("f|community", image("public"));
    }

    private String image(String id) {
        return String.join("", database.rows("SELECT is_public, visibility FROM images WHERE id = '" + id + "'"));
    }

    private void update(String id, String change) {
        database.execute("UPDATE images SET " + change + " WHERE id = '" + id + "'");
    }

    private void assertRefused(String sql) {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            SQLException refused = assertThrows(SQLException.class, () -> statement.execute(sql), sql);
            assertEquals("23514", refused.getSQLState());
            assertEquals(
                    "ERROR: Invalid visibility value",
                    refused.getMessage().lines().findFirst().orElseThrow());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void insert(String id, String columns, String values) {
        database.execute(insertion(id, columns, values));
    }

    private static String insertion(String id, String columns, String values) {
        return """
                INSERT INTO images (id, status, created_at, deleted, min_ram, min_disk, %s)
                VALUES ('%s', 'active', now(), false, 0, 0, %s)
                """.formatted(columns, id, values);
    }
}
