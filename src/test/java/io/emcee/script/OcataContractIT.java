package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stops ocata_contract01 after each of its parts and lets services write. */
@ExtendWith(Postgres.class)
class OcataContractIT {
    private static final BundledSet GLANCE = BundledSet.of("glance");

    private final List<Part> parts = GLANCE.script("ocata_contract01").parts();
    private TestDatabase database;

    @BeforeEach
    void expand(TestDatabase empty) {
        database = empty;
        GLANCE.apply(database, "liberty", "mitaka01", "mitaka02", "ocata_expand01");
    }

    @Test
    void bothServicesCanWriteUntilTheLastPartAndTheNewOneAlways() {
        for (int part = 0; part < parts.size(); part++) {
            assertEquals("f", write("new" + part, "visibility", "'community'", "is_public"));
            assertEquals("public", write("old" + part, "is_public", "true", "visibility"));
            String neither = "neither" + part;
            assertThrows(IllegalStateException.class, () -> write(neither, "name", "'none'", "visibility"));
            database.execute(parts.get(part).sql());
        }
        assertEquals("community", write("new", "visibility", "'community'", "visibility"));
        assertEquals("shared", write("neither", "name", "'none'", "visibility"));
        assertThrows(IllegalStateException.class, () -> write("old", "is_public", "true", "visibility"));
        assertThrows(IllegalStateException.class, () -> write("null", "visibility", "NULL", "visibility"));
    }

    @Test
    void imageWithoutVisibilityStopsItBeforeAnythingIsLost() {
        database.execute("SET session_replication_role = replica", insertion("pending", "is_public", "true"));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> GLANCE.apply(database, "ocata_contract01"));
        assertTrue(refused.getMessage().contains("images_visibility_present"), refused::getMessage);
        assertEquals("public", write("old", "is_public", "true", "visibility"));
        assertEquals("f", write("new", "visibility", "'shared'", "is_public"));
    }

    private String write(String id, String column, String value, String wanted) {
        database.execute(insertion(id, column, value));
        return database.value("SELECT " + wanted + " FROM images WHERE id = '" + id + "'");
    }

    private static String insertion(String id, String column, String value) {
        return "INSERT INTO images (id, status, created_at, deleted, min_ram, min_disk, " + column + ") VALUES ('" + id
                + "', 'active', now(), false, 0, 0, " + value + ")";
    }
}
