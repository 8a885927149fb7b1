package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Databases that another tool has managed: how they come under control, and stay in step with it. */
@ExtendWith(Postgres.class)
class AdoptionIT {
    private static final String HISTORY =
            "SELECT version, description, type, script, checksum, success FROM emcee.%s" + " ORDER BY installed_rank";

    /** As Alembic itself wrote them, revision after revision, in Glance's own upgrades. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            liberty | liberty
            mitaka02 | mitaka02
            ocata_expand01 | ocata_expand01
            ocata_contract01 | ocata_contract01
            pike_expand01 ocata_contract01 | ocata_contract01 pike_expand01
            rocky_expand01 queens_contract01 | queens_contract01 rocky_expand01
            rocky_expand02 rocky_contract01 | rocky_contract01 rocky_expand02
            rocky_expand02 rocky_contract02 | rocky_contract02
            2024_1_expand01 ocata_contract01 | 2024_1_expand01 ocata_contract01
            2024_1_contract01 | 2024_1_contract01
            """)
    void rowsAreThoseThatAlembicWrites(String heads, String rows) {
        RevisionGraph graph = RevisionSets.load("glance").graph();
        List<RevisionId> reached =
                List.of(heads.split(" ")).stream().map(RevisionId::of).toList();
        assertEquals(List.of(rows.split(" ")), AlembicVersion.rows(graph, graph.closure(reached)));
    }

    @Test
    void historiesAreThoseOfARunAndTheOtherToolsVersionMovesAlong(TestDatabase database) {
        Engines glance = Engines.of(database, "glance").run(Operation.UPGRADE, "rocky");
        List<List<String>> ran = histories(database);
        glance.engine().release();
        alembic(database, "rocky_contract02");
        Adoption adoption = glance.engine().adoptions().look(Optional.empty());
        assertEquals("rocky_expand02, rocky_contract02", adoption.version().toString());
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
        glance.engine().adoptions().adopt(adoption, Optional.empty());
        assertEquals(ran, histories(database));
        assertEquals("rocky_expand02, rocky_contract02", glance.version());
        assertEquals(List.of("adopting", "adopted"), database.rows("SELECT kind FROM emcee.journal"));

        for (String step : List.of(
                "train_expand01 -> rocky_contract02,train_expand01",
                "train_contract01 -> train_contract01",
                "wallaby -> wallaby_contract01",
                "2024_1_expand01 -> 2024_1_expand01,wallaby_contract01",
                "2024_1_contract01 -> 2024_1_contract01")) {
            String[] halves = step.split(" -> ");
            glance.run(Operation.UPGRADE, halves[0]);
            assertEquals(halves[1], rows(database), step);
        }
        assertEquals(List.of(), ((DatabaseState.Controlled) glance.engine().inspect()).drift());
        assertTrue(glance.engine().adoptions().look(Optional.empty()).isEmpty());
    }

    @Test
    void legacyDatabaseGoesToTheNewestReleaseInOneWalk(TestDatabase database) {
        Engines glance = Engines.of(LabDatabase.glance(database, 50), "glance");
        glance.engine().release();
        database.execute("""
                CREATE TABLE migrate_version (
                    repository_id varchar(250) PRIMARY KEY, repository_path text, version integer
                )
                """, "INSERT INTO migrate_version VALUES ('Glance Migrations', '/somewhere', 44)");
        NotUnderControl refused = glance.fails(NotUnderControl.class, Operation.UPGRADE);
        assertTrue(refused.getMessage().endsWith("take it under control first: emcee db version_control"));
        adopt(glance);
        assertEquals("mitaka02", rows(database));
        glance.run(Operation.SYNC);
        assertEquals("2024_1_expand01, 2024_1_contract01", glance.version());
        assertEquals("2024_1_contract01", rows(database));
        assertEquals("0", database.value("SELECT count(*) FROM images WHERE visibility IS NULL"));
    }

    @ParameterizedTest
    @CsvSource({"30", "46"})
    void legacyVersionThatNoRevisionStandsForIsRefused(int version, TestDatabase database) {
        database.execute(
                "CREATE TABLE migrate_version (version integer)",
                "INSERT INTO migrate_version VALUES (" + version + ")");
        NotUnderControl refused = assertThrows(
                NotUnderControl.class,
                () -> Engines.of(database, "glance").engine().adoptions().look(Optional.empty()));
        assertTrue(refused.getMessage()
                .startsWith("The table \"migrate_version\" says " + version + ", which is too old"));
    }

    @Test
    void olderNameOfARevisionIsReplacedByItsOwn(TestDatabase database) {
        Engines glance = Engines.of(database, "glance").run(Operation.UPGRADE, "pike");
        glance.engine().release();
        alembic(database, "pike01");
        adopt(glance);
        assertEquals("pike_contract01", rows(database));
        assertEquals("pike_expand01, pike_contract01", glance.version());
    }

    @Test
    void dataMigrationIsRecordedOnlyWhenNothingIsPending(TestDatabase database) {
        Engines glance = Engines.of(LabDatabase.glance(database, 50), "glance").run(Operation.EXPAND, "ocata_expand01");
        glance.engine().release();
        alembic(database, "ocata_expand01");
        adopt(glance);
        assertEquals("0", database.value("SELECT count(*) FROM emcee.history_migrate"));
        glance.run(Operation.UPGRADE, "ocata");
        glance.engine().release();

        adopt(glance);
        assertEquals("1", database.value("SELECT count(*) FROM emcee.history_migrate"));
    }

    @Test
    void rowsThatTheToolBeforePassedOverAreCountedAndNotRecordedAsDone(TestDatabase database) {
        Engines glance = Engines.of(LabDatabase.glance(database, 50), "glance").run(Operation.UPGRADE, "train");
        glance.engine().release();
        alembic(database, "train_contract01");
        database.execute("UPDATE image_locations SET meta_data = '{\"backend\": \"ceph\"}' WHERE id IN (1, 2)");
        Adoption adoption = glance.engine().adoptions().look(Optional.empty());
        assertEquals(Map.of(RevisionId.of("train_migrate01"), 2L), adoption.left());
        assertTrue(!adoption.revisions().contains(RevisionId.of("train_migrate01")));
    }

    /** As Glance leaves it: what emcee makes beside the columns is not there. */
    @Test
    void triggersThatTheOtherToolDidNotMakeAreSaidUntilTheContract(TestDatabase database) {
        Engines glance = Engines.of(database, "glance").run(Operation.EXPAND, "ocata_expand01");
        glance.engine().release();
        alembic(database, "ocata_expand01");
        assertEquals(List.of(), adoption(glance).warnings());
        database.execute("DROP TRIGGER insert_visibility ON images");
        assertEquals(
                "[insert_visibility on public.images]",
                adoption(glance).missing().toString());
        database.execute("DROP TRIGGER update_visibility ON images");
        assertEquals(
                "[insert_visibility on public.images, update_visibility on public.images]",
                adoption(glance).missing().toString());
        assertTrue(adoption(glance).warnings().get(0).contains("(ocata_expand01): insert_visibility"));
        adopt(glance);
        glance.run(Operation.UPGRADE, "ocata");
        glance.engine().release();
        assertEquals(List.of(), adoption(glance).missing());
    }

    private static Adoption adoption(Engines engines) {
        return engines.engine().adoptions().look(Optional.empty());
    }

    @Test
    void databaseUnderControlIsNeverStampedAgain(TestDatabase database) {
        Engines glance = Engines.of(database, "glance").run(Operation.UPGRADE, "mitaka");
        alembic(database, "liberty");
        List<List<String>> before = histories(database);
        assertTrue(glance.engine().adoptions().look(Optional.of("mitaka01")).isEmpty());
        NotUnderControl refused = assertThrows(
                NotUnderControl.class, () -> glance.engine().adoptions().look(Optional.of("pike")));
        assertEquals(
                "The database is under emcee's control at mitaka02 already; to bring it to \"pike\" run:"
                        + " emcee db upgrade pike",
                refused.getMessage());
        assertEquals(before, histories(database));
        assertEquals("liberty", rows(database));
    }

    @Test
    void versionMustBeSaidWhereNoTableTellsAndMustNotContradictOne(TestDatabase database) {
        database.execute("CREATE TABLE images (id integer)");
        Engine glance = Engines.of(database, "glance").engine();
        assertThrows(NotUnderControl.class, () -> glance.adoptions().look(Optional.empty()));
        Adoption said = glance.adoptions().look(Optional.of("mitaka02"));
        assertEquals(Adoption.Source.OPERATOR, said.source());
        assertEquals(List.of(), said.rows());
        alembic(database, "liberty");
        NotUnderControl refused =
                assertThrows(NotUnderControl.class, () -> glance.adoptions().look(Optional.of("mitaka02")));
        assertTrue(refused.getMessage().startsWith("The table \"alembic_version\" says liberty, not \"mitaka02\""));
        DriftFound changed =
                assertThrows(DriftFound.class, () -> glance.adoptions().adopt(said, Optional.empty()));
        assertEquals(
                "Somebody changed the database since its adoption was looked at; look again.", changed.getMessage());
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
    }

    @Test
    void planMadeBeforeAdoptionIsNotRun(TestDatabase database) {
        database.execute("CREATE TABLE images (id integer)");
        alembic(database, "liberty");
        Engines glance = Engines.of(database, "glance");
        Plan plan = glance.plan(Operation.SYNC);
        assertThrows(NotUnderControl.class, () -> glance.run(plan, new StopSignal()));
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
    }

    @Test
    void toolThatMovesOnIsDriftUntilItIsAdoptedAgain(TestDatabase database) {
        Engines glance = adopted(database, "mitaka01");
        database.execute("UPDATE alembic_version SET version_num = 'mitaka02'");
        DriftFound drift = glance.fails(DriftFound.class, Operation.EXPAND);
        assertEquals(
                "The table \"alembic_version\" says mitaka02 where emcee left mitaka01: another tool has moved it;"
                        + " look at what it did with: emcee db version_control --dry-run",
                drift.getMessage());
        Adoption again = glance.engine().adoptions().look(Optional.empty());
        assertTrue(again.again());
        assertEquals(List.of(RevisionId.of("mitaka02")), again.revisions());
        glance.engine().adoptions().adopt(again, Optional.empty());
        assertEquals("mitaka02", glance.version());

        database.execute("UPDATE alembic_version SET version_num = 'liberty'");
        DriftFound behind =
                assertThrows(DriftFound.class, () -> glance.engine().adoptions().look(Optional.empty()));
        assertTrue(behind.getMessage().contains("is behind what emcee has applied (mitaka01)"), behind.getMessage());
    }

    /** The other tool moves the version after emcee has looked, in the very moment of the step. */
    @Test
    void stepIsRolledBackWhenTheOtherToolMovesMeanwhile(TestDatabase database) {
        Engines glance = adopted(database, "mitaka01");
        database.execute("INSERT INTO metadef_resource_types (name, protected, created_at)"
                + " VALUES ('OS::Nova::Instance', true, now())");
        Plan plan = glance.plan(Operation.EXPAND, "mitaka02");
        DriftFound drift = assertThrows(
                DriftFound.class,
                () -> glance.engine()
                        .run(
                                plan,
                                event -> {
                                    if (event instanceof Event.StepStarted) {
                                        database.execute("UPDATE alembic_version SET version_num = 'liberty'");
                                    }
                                },
                                new StopSignal()));
        assertTrue(drift.getMessage().contains("says liberty where emcee left mitaka01"), drift.getMessage());
        assertEquals("OS::Nova::Instance", database.value("SELECT name FROM metadef_resource_types"));
        assertEquals("liberty", rows(database));
    }

    private static Engines adopted(TestDatabase database, String version) {
        Engines glance = Engines.of(database, "glance").run(Operation.UPGRADE, version);
        glance.engine().release();
        alembic(database, version);
        return adopt(glance);
    }

    private static Engines adopt(Engines engines) {
        engines.engine().adoptions().adopt(engines.engine().adoptions().look(Optional.empty()), Optional.empty());
        return engines;
    }

    private static void alembic(TestDatabase database, String... rows) {
        database.execute(
                "CREATE TABLE alembic_version (version_num varchar(32) CONSTRAINT alembic_version_pkc PRIMARY KEY)");
        Set.of(rows).forEach(row -> database.execute("INSERT INTO alembic_version VALUES ('" + row + "')"));
    }

    private static String rows(TestDatabase database) {
        return database.value("SELECT string_agg(version_num, ',' ORDER BY version_num) FROM alembic_version");
    }

    private static List<List<String>> histories(TestDatabase database) {
        return List.of("history_base", "history_expand", "history_migrate", "history_contract").stream()
                .map(history -> database.rows(HISTORY.formatted(history)))
                .toList();
    }
}
