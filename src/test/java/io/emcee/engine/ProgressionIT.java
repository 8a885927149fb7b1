package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.revision.Stage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cycle as Glance's documentation tells it, on a real server. */
@ExtendWith(Postgres.class)
@Tag("smoke")
class ProgressionIT {
    @Test
    void versionFollowsEveryStepOfTheBexarCycle(TestDatabase database) {
        Engines bexar = Engines.of(database, "bexar");
        assertEquals(
                "bexar_expand01", bexar.run(Operation.EXPAND, "bexar_expand01").version());
        assertEquals(
                "bexar_expand02", bexar.run(Operation.EXPAND, "bexar_expand02").version());
        assertEquals(
                "bexar_expand03", bexar.run(Operation.EXPAND, "bexar_expand03").version());
        assertEquals(
                "bexar_expand03",
                bexar.run(Operation.MIGRATE, "bexar_migrate01").version());
        assertEquals(
                "bexar_expand03",
                bexar.run(Operation.MIGRATE, "bexar_migrate02").version());
        assertEquals(
                "bexar_expand03",
                bexar.run(Operation.MIGRATE, "bexar_migrate03").version());
        assertEquals(
                "bexar_expand03, bexar_contract01",
                bexar.run(Operation.CONTRACT, "bexar_contract01").version());
        assertEquals(
                "bexar_expand03, bexar_contract02",
                bexar.run(Operation.CONTRACT, "bexar_contract02").version());
        assertEquals(
                "bexar_expand03, bexar_contract03",
                bexar.run(Operation.CONTRACT, "bexar_contract03").version());
    }

    @Test
    void syncTakesAnEmptyDatabaseAllTheWay(TestDatabase database) {
        Engines glance = Engines.of(database, "glance").run(Operation.SYNC);
        assertEquals("2024_1_expand01, 2024_1_contract01", glance.version());
        assertEquals(
                Stage.COMPLETE,
                glance.engine()
                        .inspectRows()
                        .progress()
                        .stage(glance.engine().set().graph().ids()));
        assertTrue(glance.engine()
                .plan(Operation.UPGRADE, java.util.Optional.empty())
                .isEmpty());
    }

    @Test
    void phasesRefuseToGoBeforeTheirTime(TestDatabase database) {
        Engines glance = Engines.of(database, "glance").run(Operation.UPGRADE, "mitaka02");
        assertEquals("mitaka02", glance.version());
        assertEquals(
                Gate.ORDER,
                assertThrows(GateRefused.class, () -> glance.run(Operation.MIGRATE))
                        .gate());
        assertEquals(
                Gate.ORDER,
                assertThrows(GateRefused.class, () -> glance.run(Operation.CONTRACT))
                        .gate());
        glance.run(Operation.EXPAND);
        assertEquals("2024_1_expand01", glance.version());
        assertEquals(
                Gate.DATA,
                assertThrows(GateRefused.class, () -> glance.run(Operation.CONTRACT))
                        .gate());
        glance.run(Operation.MIGRATE).run(Operation.CONTRACT);
        assertEquals("2024_1_expand01, 2024_1_contract01", glance.version());
    }
}
