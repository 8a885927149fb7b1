package io.emcee.purge;

import static io.emcee.purge.DeletedLab.image;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.batch.Tuning;
import io.emcee.catalog.QualifiedName;
import io.emcee.engine.Soon;
import io.emcee.engine.StopSignal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients change rows that are about to be purged; they win, and lose nothing. */
@ExtendWith(Postgres.class)
class RaceIT {
    private static final QualifiedName IMAGES = new QualifiedName("public", "images");

    private final DeletedLab lab = DeletedLab.glance();
    private final TestDatabase database = lab.database();
    private final List<String> victims = database.rows("SELECT id FROM images WHERE deleted AND deleted_at <"
            + " now() - interval '200 days' AND id NOT IN (" + image(1) + ", " + image(2) + ", " + image(3)
            + ") AND id IN (SELECT image_id FROM image_tags) ORDER BY id LIMIT 4");

    /** The trigger of the tombstones needs a lock that it would wait for behind the clients of a test. */
    @BeforeEach
    void setTrigger() {
        database.execute(
                "INSERT INTO images (id, status, is_public, created_at, deleted_at, deleted, min_disk, min_ram,"
                        + " protected) VALUES ('first', 'deleted', true, now(), now() - interval '2000 days', true, 0, 0, false)");
        assertEquals(1, lab.run(lab.plan(DeletedLab.trees(1500, "images"))).rows());
    }

    @Test
    void whatIsUndeletedOrGetsALiveChildBetweenPlanAndDeleteStays() {
        PurgePlan plan = lab.plan(DeletedLab.trees(180, "images"));
        long eligible = plan.roots().get(0).counts().eligible();
        String tags = database.value("SELECT count(*) FROM image_tags WHERE image_id IN ('" + victims.get(1) + "', '"
                + victims.get(2) + "')");
        database.execute(
                "UPDATE images SET deleted = false, deleted_at = NULL WHERE id = '" + victims.get(0) + "'",
                "UPDATE image_tags SET deleted = false, deleted_at = NULL WHERE id = (SELECT min(id) FROM image_tags WHERE"
                        + " image_id = '" + victims.get(1) + "')",
                "INSERT INTO image_properties (image_id, name, created_at, deleted) VALUES ('" + victims.get(2)
                        + "', 'new', now(), false)");
        PurgeResult result = lab.run(plan);
        assertEquals(
                new PurgeResult.TableResult(IMAGES, eligible - 3, 5, 0, 0),
                result.tables().get(0));
        assertEquals(
                "3",
                database.value("SELECT count(*) FROM images WHERE id IN ('" + victims.get(0) + "', '" + victims.get(1)
                        + "', '" + victims.get(2) + "')"));
        assertEquals(
                tags,
                database.value("SELECT count(*) FROM image_tags WHERE image_id IN ('" + victims.get(1) + "', '"
                        + victims.get(2) + "')"));
    }

    @Test
    void clientInTheMiddleOfUndeletingIsNotWaitedForAndWins() throws Exception {
        try (Connection client = database.connection()) {
            client.setAutoCommit(false);
            execute(client, "UPDATE images SET deleted = false, deleted_at = NULL WHERE id = '" + victims.get(0) + "'");
            PurgeResult result = lab.run(lab.plan(DeletedLab.trees(180, "images")));
            assertEquals(1, result.tables().get(0).left());
            client.commit();
        }
        assertEquals("f", database.value("SELECT deleted FROM images WHERE id = '" + victims.get(0) + "'"));
        assertTrue(Integer.parseInt(
                        database.value("SELECT count(*) FROM image_tags WHERE image_id = '" + victims.get(0) + "'"))
                > 0);
    }

    /** The delete of the tags waits for the client, sees what it wrote, and lets the whole tree stand. */
    @Test
    void childThatIsUndeletedWhileItsDeleteWaitsKeepsItsTree() throws Exception {
        String tag = database.value("SELECT min(id) FROM image_tags WHERE image_id = '" + victims.get(1) + "'");
        String before = tree(victims.get(1));
        try (Connection client = database.connection()) {
            client.setAutoCommit(false);
            execute(client, "UPDATE image_tags SET deleted = false, deleted_at = NULL WHERE id = " + tag);
            CompletableFuture<Void> purge = Soon.run(() -> lab.run(lab.plan(DeletedLab.trees(180, "images"))));
            Soon.isTrue(database, "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted");
            client.commit();
            purge.get();
        }
        assertEquals(before, tree(victims.get(1)));
        assertEquals(
                "4",
                database.value(
                        "SELECT count(*) FROM images WHERE deleted AND deleted_at < now() - interval '180 days'"));
    }

    private String tree(String id) {
        return database.rows("SELECT (SELECT count(*) FROM images WHERE id = '" + id + "'), (SELECT count(*) FROM"
                        + " image_tags WHERE image_id = '" + id
                        + "'), (SELECT count(*) FROM image_properties WHERE image_id = '"
                        + id + "'), (SELECT count(*) FROM image_locations WHERE image_id = '" + id + "')")
                .get(0);
    }

    /** A client keeps a row of one tree for longer than any batch waits: the others go. */
    @Test
    void rowThatAClientKeepsLockedHoldsUpNoOtherTree() throws Exception {
        try (Connection client = database.connection()) {
            client.setAutoCommit(false);
            execute(client, "SELECT FROM image_tags WHERE image_id = '" + victims.get(1) + "' FOR UPDATE");
            PurgeResult result = lab.run(lab.plan(DeletedLab.trees(180, "images")), Purger.Manner.of(4));
            assertEquals(1, result.tables().get(0).left());
            assertEquals(3, result.tables().get(0).blocked());
            client.rollback();
        }
        assertEquals(0, lab.run(lab.plan(DeletedLab.trees(180, "images"))).left());
    }

    /** A hold that comes while the purge runs is respected from the next batch on. */
    @Test
    void holdIsRespectedInTheMiddleOfAPurge() {
        AtomicBoolean held = new AtomicBoolean();
        List<Holds.Held> made = new ArrayList<>();
        PurgePlan plan = lab.plan(DeletedLab.trees(180, "images"));
        PurgeResult result = new Purger(lab.engine())
                .run(
                        plan,
                        Purger.Manner.of(1),
                        event -> {
                            if (event instanceof PurgeEvent.BatchDone done
                                    && done.roots() > 0
                                    && held.compareAndSet(false, true)) {
                                made.add(new Holds(lab.engine())
                                        .add(
                                                "images",
                                                new Holds.Wanted(
                                                        Optional.empty(),
                                                        List.of(Hold.Term.parse("deleted=true")),
                                                        "stop here",
                                                        Optional.empty())));
                            }
                        },
                        new StopSignal());
        assertTrue(result.rows() > 0);
        // Two are left out: one has no time, and one was purged before.
        assertEquals(
                made.get(0).rows()
                        - 1
                        - database.rows(
                                        "SELECT id FROM images WHERE deleted AND deleted_at >= now() AT TIME ZONE 'UTC' - interval '180 days'")
                                .size(),
                result.tables().get(0).held());
    }

    @Test
    void purgeBesideWritersLosesNoneOfTheirRows() throws Exception {
        database.execute("""
                INSERT INTO images (id, status, is_public, created_at, deleted_at, deleted, min_disk, min_ram, protected)
                SELECT 'bulk-' || n, 'deleted', true, now(), now() - interval '300 days', true, 0, 0, false
                FROM generate_series(1, 4000) AS n;
                INSERT INTO image_properties (image_id, name, created_at, deleted_at, deleted)
                SELECT 'bulk-' || n, 'p' || k, now(), now() - interval '300 days', true
                FROM generate_series(1, 4000) AS n, generate_series(1, 3) AS k;
                """);
        AtomicBoolean closing = new AtomicBoolean();
        AtomicInteger writes = new AtomicInteger();
        CompletableFuture<Void> writer = Soon.run(() -> write(closing, writes));
        Purger.Manner manner = new Purger.Manner(100, Tuning.DEFAULT, 2, () -> true, Optional.empty(), Map.of());
        lab.run(lab.plan(DeletedLab.trees(180, "images")), manner);
        closing.set(true);
        writer.get();
        assertEquals(
                String.valueOf(writes.get()), database.value("SELECT count(*) FROM images WHERE id LIKE 'written-%'"));
        assertEquals(
                String.valueOf(writes.get()),
                database.value(
                        "SELECT count(*) FROM image_properties WHERE image_id LIKE 'written-%' OR name = 'saved'"));
        assertEquals(
                "0",
                database.value("SELECT count(*) FROM images WHERE id LIKE 'bulk-%' AND deleted AND id NOT IN"
                        + " (SELECT image_id FROM image_properties WHERE NOT deleted)"));
    }

    /** Two hundred transactions a second: new images, and properties of deleted ones that are thereby saved. */
    private void write(AtomicBoolean closing, AtomicInteger writes) {
        try (Connection connection = database.connection();
                PreparedStatement image = connection.prepareStatement(
                        "INSERT INTO images (id, status, is_public, created_at, deleted, min_disk, min_ram, protected)"
                                + " VALUES (?, 'active', true, now(), false, 0, 0, false)");
                PreparedStatement property = connection.prepareStatement(
                        "INSERT INTO image_properties (image_id, name, created_at, deleted) VALUES (?, 'p', now(), false)")) {
            while (!closing.get()) {
                String id = "written-" + writes.get();
                image.setString(1, id);
                image.executeUpdate();
                property.setString(1, id);
                property.executeUpdate();
                writes.incrementAndGet();
                Thread.sleep(5);
            }
        } catch (SQLException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
