package io.emcee.purge;

import static io.emcee.purge.DeletedLab.image;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.catalog.QualifiedName;
import io.emcee.engine.Engines;
import io.emcee.script.RevisionSets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a DBA sees before a purge, against SQL written by hand. */
@ExtendWith(Postgres.class)
class ReviewIT {
    private static final QualifiedName IMAGES = new QualifiedName("public", "images");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final DeletedLab lab = DeletedLab.glance();
    private final TestDatabase database = lab.database();
    private final Review review = lab.review();
    private final Cutoff cutoff = review.cutoff(Duration.ofDays(180));

    private long count(String sql) {
        return Long.parseLong(database.value("SELECT count(*) FROM " + sql));
    }

    private static final String OLD = "deleted AND deleted_at < now() AT TIME ZONE 'UTC' - interval '180 days'";

    @Test
    void tablesAreEstimatedAndTheAgeMoves() {
        List<TableReview> tables = review.tables();
        assertEquals(
                List.of("image_locations", "image_members", "image_properties", "image_tags", "images", "tasks"),
                tables.stream()
                        .filter(TableReview::named)
                        .map(table -> table.table().name().name())
                        .toList());
        TableReview properties = tables.stream()
                .filter(table -> table.table().name().name().equals("image_properties"))
                .findFirst()
                .orElseThrow();
        for (int days : List.of(1, 30, 180, 400, 800)) {
            long exact = count(
                    "image_properties WHERE deleted_at < now() AT TIME ZONE 'UTC' - interval '" + days + " days'");
            long estimate =
                    properties.eligible(new Cutoff(Instant.now().minus(Duration.ofDays(days)), Duration.ofDays(days)));
            assertTrue(Math.abs(exact - estimate) <= 15 + exact / 10, days + " days: " + estimate + " for " + exact);
        }
        assertTrue(tables.stream().anyMatch(table -> table.guard().isPresent()));
        assertTrue(properties.bytes(10) > 100);
    }

    @Test
    void countsAndAgesAreExact() {
        String live = " WHERE NOT coalesce(" + OLD + ", false)";
        String blocked =
                "(SELECT image_id FROM image_properties" + live + " UNION SELECT image_id FROM image_tags" + live
                        + " UNION SELECT image_id FROM image_locations" + live
                        + " UNION SELECT image_id FROM image_members" + live
                        + ")";
        String free = "(SELECT id FROM images WHERE " + OLD + " AND id NOT IN " + blocked + ")";
        Counts counts = review.count(IMAGES, cutoff, LIMIT);
        assertEquals(count("images WHERE " + OLD), counts.candidates());
        assertEquals(count("images WHERE " + OLD + " AND id IN " + blocked), counts.blocked());
        assertEquals(2, counts.anomalies());
        for (Map.Entry<QualifiedName, Long> table : counts.below().entrySet()) {
            assertEquals(
                    count(table.getKey().name() + " WHERE image_id IN " + free), table.getValue(), table.toString());
        }
        Ages ages = review.ages(IMAGES, LIMIT);
        assertTrue(ages.exact());
        assertEquals(count("images WHERE deleted AND deleted_at IS NOT NULL"), ages.all());
        assertTrue(Math.abs(ages.before(cutoff.at()) - counts.candidates()) <= 3);
    }

    @Test
    void pagesHoldEachCandidateOnceWithItsState() {
        List<Candidate> all = new ArrayList<>();
        List<Candidate> page = review.candidates(IMAGES, cutoff, Optional.empty(), 7);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = review.candidates(
                    IMAGES, cutoff, Optional.of(page.get(page.size() - 1).key()), 7);
        }
        assertEquals(
                database.rows("SELECT id FROM images WHERE " + OLD + " ORDER BY id"),
                all.stream().map(candidate -> candidate.key().get(0)).toList());
        assertEquals(
                database.rows("SELECT " + image(1) + " UNION SELECT " + image(2) + " UNION SELECT " + image(3)
                        + " ORDER BY 1"),
                all.stream()
                        .filter(candidate -> candidate.state() == Candidate.State.BLOCKED)
                        .map(candidate -> candidate.key().get(0))
                        .toList());
        assertEquals(
                database.rows("SELECT " + image(4) + " UNION SELECT " + image(5) + " ORDER BY 1"),
                review.anomalies(IMAGES, Optional.empty(), 10).stream()
                        .map(candidate -> candidate.key().get(0))
                        .toList());
    }

    @Test
    void treeBlockersAndRowOfOneRoot() {
        List<String> key = List.of(lab.id(1));
        List<TreeRow> tree = review.tree(IMAGES, cutoff, key, 100);
        assertEquals(new TreeRow(0, IMAGES, key, tree.get(0).deletedAt(), TreeRow.State.GOES), tree.get(0));
        assertEquals(
                1
                        + count("image_properties WHERE image_id = " + image(1))
                        + count("image_tags WHERE image_id = " + image(1))
                        + count("image_locations WHERE image_id = " + image(1))
                        + count("image_members WHERE image_id = " + image(1)),
                tree.size());
        assertEquals(
                1,
                tree.stream().filter(row -> row.state() == TreeRow.State.BLOCKS).count());
        assertEquals(1, review.blocking(IMAGES, cutoff, key, 10).size());
        assertEquals(3, review.blocking(IMAGES, cutoff, 10).size());
        assertEquals("id", review.row(IMAGES, key).get(0).name());
        assertEquals(List.of(), review.row(IMAGES, List.of("none")));
    }

    @Test
    void roleThatMayOnlyReadSeesEverything() {
        String role = "reader_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + database.password() + "'",
                "GRANT pg_read_all_data TO " + role);
        try {
            Review reading = new Review(
                    Engines.of(Engines.access(database, role), RevisionSets.load("glance"), Optional.empty())
                            .engine(),
                    lab.rules());
            assertEquals(review.tables(), reading.tables());
            assertEquals(review.count(IMAGES, cutoff, LIMIT), reading.count(IMAGES, cutoff, LIMIT));
            assertFalse(reading.candidates(IMAGES, cutoff, Optional.empty(), 5).isEmpty());
            assertEquals(3, reading.blocking(IMAGES, cutoff, 10).size());
        } finally {
            database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    @Test
    void hostileValuesAreShownExportedAndPurgedUnharmed() {
        String id = "=cmd|' /C calc'!A0\\\"{x}";
        database.execute("INSERT INTO images (id, name, status, is_public, created_at, deleted_at, deleted, min_disk,"
                + " min_ram, protected) VALUES ('" + id.replace("'", "''")
                + "', E'\\x1b[2J\\nevil\\u202e', 'deleted', true,"
                + " now(), now() - interval '500 days', true, 0, 0, false)");
        StringBuilder csv = new StringBuilder();
        long rows = review.export(IMAGES, cutoff, Review.Format.CSV, csv);
        assertEquals(count("images WHERE " + OLD), rows);
        assertTrue(csv.toString().contains("\"goes\",\"'=cmd|' /C calc'!A0\\\"\"{x}\""), csv::toString);
        StringBuilder json = new StringBuilder();
        assertEquals(rows, review.export(IMAGES, cutoff, Review.Format.JSON, json));
        assertFalse(json.toString().contains("\u001b"));
        assertEquals(
                "\\u001B[2J\\nevil\\u202E",
                Visible.text(review.row(IMAGES, List.of(id)).stream()
                        .filter(field -> field.name().equals("name"))
                        .findFirst()
                        .flatMap(Field::value)
                        .orElseThrow()));
        lab.run(lab.plan(DeletedLab.trees(180, "images")));
        assertEquals(0, count("images WHERE id LIKE '=cmd%'"));
        assertEquals(1, count("emcee.tombstone WHERE key LIKE '=cmd%'"));
    }
}
