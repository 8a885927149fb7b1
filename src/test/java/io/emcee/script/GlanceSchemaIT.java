package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.revision.Phase;
import io.emcee.script.BundledSet.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks the set glance over a database with data and looks at the schema after every revision. */
@ExtendWith(Postgres.class)
class GlanceSchemaIT {
    private static final BundledSet GLANCE = BundledSet.of("glance");

    /** What Glance never had on PostgreSQL, and so no dump of its schema either. */
    private static final Set<String> TRIGGERS = Set.of(
            "function insert_visibility()",
            "function update_visibility()",
            "trigger CREATE TRIGGER insert_visibility BEFORE INSERT ON public.images"
                    + " FOR EACH ROW EXECUTE FUNCTION insert_visibility()",
            "trigger CREATE TRIGGER update_visibility BEFORE UPDATE ON public.images"
                    + " FOR EACH ROW WHEN (((new.is_public IS DISTINCT FROM old.is_public)"
                    + " OR (new.is_public IS DISTINCT FROM (new.visibility = 'public'::image_visibility))"
                    + " OR ((new.visibility IS NULL) AND (old.visibility IS NOT NULL))))"
                    + " EXECUTE FUNCTION update_visibility()");

    private static final Map<String, Set<String>> AFTER = new LinkedHashMap<>();
    private static final List<Effect> EFFECTS = new ArrayList<>();

    @BeforeAll
    static void walk(TestDatabase database) {
        for (Script script : GLANCE.releaseOrder()) {
            String revision = script.id().text();
            EFFECTS.addAll(GLANCE.apply(database, revision));
            AFTER.put(revision, Catalogue.of(database));
            if (revision.equals("liberty")) {
                database.execute("INSERT INTO metadef_resource_types (name, protected, created_at)"
                        + " VALUES ('OS::Nova::Instance', true, now())");
            } else if (revision.equals("mitaka02")) {
                assertEquals("OS::Nova::Server", database.value("SELECT name FROM metadef_resource_types"));
                database.execute(BundledSet.read("/io/emcee/lab/glance-mitaka02.sql")
                        .replace("'OS::Nova::Server', ", "")
                        .replace("{images}", "500"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "liberty",
                "mitaka02",
                "ocata_expand01",
                "ocata_contract01",
                "pike_contract01",
                "2024_1_contract01"
            })
    void schemaIsThatOfTheReferenceAfter(String revision, TestDatabase reference) {
        reference.execute(BundledSet.read("/glance/schemas/" + revision + ".sql"));
        Set<String> expected = Catalogue.of(reference);
        if (revision.equals("ocata_expand01")) {
            expected.addAll(TRIGGERS);
        }
        assertEquals("", String.join("\n", Catalogue.difference(expected, AFTER.get(revision))));
    }

    @Test
    void mitakaAddsTwoIndexesAndTheNameOfTheResourceType() {
        assertChanges("liberty", "mitaka01", """
                + index CREATE INDEX created_at_image_idx ON public.images USING btree (created_at)
                + index CREATE INDEX updated_at_image_idx ON public.images USING btree (updated_at)""");
        assertChanges("mitaka01", "mitaka02", "");
    }

    @Test
    void rockyAddsWhatTheNewServiceNeeds() {
        assertChanges("queens_contract01", "rocky_expand01", """
                + column images 18 os_hidden boolean NOT NULL DEFAULT false
                + index CREATE INDEX os_hidden_image_idx ON public.images USING btree (os_hidden)""");
        assertChanges("rocky_expand01", "rocky_expand02", """
                + column images 19 os_hash_algo character varying(64)
                + column images 20 os_hash_value character varying(128)
                + index CREATE INDEX os_hash_value_image_idx ON public.images USING btree (os_hash_value)""");
    }

    @Test
    void wallabyAddsThreeColumnsToTasks() {
        assertChanges("ussuri_contract01", "wallaby_expand01", """
                + column tasks 10 image_id character varying(36)
                + column tasks 11 request_id character varying(64)
                + column tasks 12 user_id character varying(64)
                + index CREATE INDEX ix_tasks_image_id ON public.tasks USING btree (image_id)""");
    }

    @Test
    void noPartLocksMoreThanOneTableExclusively() {
        for (Effect effect : EFFECTS) {
            // A foreign key cannot go without its parent; both tables of it are unused by then.
            int allowed = effect.part().contains("_fkey") && effect.part().startsWith("pike_contract01") ? 2 : 1;
            assertTrue(effect.locked().size() <= allowed, effect::toString);
        }
        assertTrue(EFFECTS.stream().anyMatch(effect -> effect.locked().equals(List.of("images"))));
    }

    @Test
    void onlyTheValidationScansATable() {
        for (Effect effect : EFFECTS) {
            boolean validates = effect.part().contains("VALIDATE CONSTRAINT");
            assertEquals(validates ? List.of("verifying table \"images\"") : List.of(), effect.scans(), effect.part());
        }
    }

    @Test
    void everyExpandBeforeEveryContractEndsInTheSameSchema(TestDatabase database) {
        for (Phase phase : Phase.values()) {
            GLANCE.releaseOrder().stream()
                    .filter(script -> script.revision().phase() == phase)
                    .forEach(script -> GLANCE.apply(database, script.id().text()));
        }
        assertEquals(
                "", String.join("\n", Catalogue.difference(AFTER.get("2024_1_contract01"), Catalogue.of(database))));
    }

    @Test
    void contractTakesADatabaseThatGlanceItselfHasExpanded(TestDatabase database) {
        database.execute(BundledSet.read("/glance/schemas/ocata_expand01.sql"));
        GLANCE.apply(database, "ocata_migrate01", "ocata_contract01");
        assertEquals(AFTER.get("ocata_contract01"), Catalogue.of(database));
    }

    private static void assertChanges(String from, String to, String expected) {
        assertEquals(expected, String.join("\n", Catalogue.difference(AFTER.get(from), AFTER.get(to))));
    }
}
