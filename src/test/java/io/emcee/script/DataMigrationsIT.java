package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The two data migrations of Glance, on the lab's data. */
@ExtendWith(Postgres.class)
class DataMigrationsIT {
    private static final BundledSet GLANCE = BundledSet.of("glance");

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.from("glance with data at ocata_expand01", empty -> {
            GLANCE.apply(empty, "liberty", "mitaka01", "mitaka02");
            empty.execute(BundledSet.read("/io/emcee/lab/glance-mitaka02.sql").replace("{images}", "2000"));
            GLANCE.apply(empty, "ocata_expand01");
        });
    }

    @Test
    void visibilityComesFromIsPublicAndLiveMembers() {
        String publicImages = count("images WHERE is_public");
        String sharedImages = database.value("""
                SELECT count(DISTINCT images.id) FROM images JOIN image_members ON image_id = images.id
                WHERE NOT images.is_public AND NOT image_members.deleted
                """);
        assertNotEquals("0", sharedImages);

        assertEquals(2000, run("ocata_migrate01"));
        assertEquals(publicImages, count("images WHERE visibility = 'public' AND is_public"));
        assertEquals(sharedImages, count("images WHERE visibility = 'shared' AND NOT is_public"));
        assertEquals("0", count("images WHERE visibility = 'community' OR visibility IS NULL"));
        assertEquals("0", count("images WHERE is_public <> (visibility = 'public')"));
    }

    @Test
    void memberWhoWasTakenOutDoesNotMakeAnImageShared() {
        database.execute("""
                UPDATE image_members SET deleted = true
                WHERE image_id = (SELECT id FROM images WHERE name LIKE '%-3')
                """);
        run("ocata_migrate01");
        assertEquals("private", database.value("SELECT visibility FROM images WHERE name LIKE '%-3'"));
    }

    @Test
    void imageThatHasAVisibilityIsNeverTouched() {
        database.execute(
                "UPDATE images SET visibility = 'community' WHERE id < '4' AND NOT is_public",
                "UPDATE images SET visibility = 'private' WHERE id > 'c'");
        List<String> before = versions();
        assertTrue(before.size() > 100, before::toString);

        assertEquals(2000 - before.size(), run("ocata_migrate01"));
        assertEquals(before, versions().stream().filter(before::contains).toList());
        assertEquals(0, run("ocata_migrate01"));
    }

    @Test
    void visibilityIsPendingUntilTheStatementHasRun() {
        assertEquals("2000", pending("ocata_migrate01"));
        run("ocata_migrate01");
        assertEquals("0", pending("ocata_migrate01"));
    }

    @Test
    void locationsNameTheirStore() {
        database.execute("""
                UPDATE image_locations SET meta_data = '{"note": "no \\"backend\\" here", "backend": "ceph", "a": 1}' WHERE id = 1;
                UPDATE image_locations SET meta_data = NULL WHERE id = 2;
                UPDATE image_locations SET meta_data = '{"store": "ceph"}' WHERE id = 3
                """);
        int backends = Integer.parseInt(count("image_locations WHERE meta_data LIKE '%\"backend\": %'"));
        assertTrue(backends > 100);
        assertEquals(String.valueOf(backends), pending("train_migrate01"));

        assertEquals(backends, run("train_migrate01"));
        assertEquals("0", pending("train_migrate01"));
        assertEquals(
                List.of(
                        "{\"note\": \"no \\\"backend\\\" here\", \"store\": \"ceph\", \"a\": 1}",
                        "",
                        "{\"store\": \"ceph\"}"),
                database.rows("SELECT meta_data FROM image_locations WHERE id <= 3 ORDER BY id"));
        assertEquals(0, run("train_migrate01"));
    }

    private int run(String revision) {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(GLANCE.wholeTable(revision));
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private String pending(String revision) {
        DataMigration migration = GLANCE.migration(revision);
        return count(migration.table() + " WHERE " + migration.pending());
    }

    private String count(String from) {
        return database.value("SELECT count(*) FROM " + from);
    }

    /** Where each image with a visibility lies and which transaction wrote it: any write would change this. */
    private List<String> versions() {
        return database.rows("SELECT id, ctid, xmin FROM images WHERE visibility IS NOT NULL ORDER BY id");
    }
}
