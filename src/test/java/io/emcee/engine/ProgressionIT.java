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
        BexarProgression.assertFollowed(database);
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
