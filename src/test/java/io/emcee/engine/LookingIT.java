package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.script.RevisionSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What emcee leaves alone: it writes nothing to look, and never sits in a transaction. */
@ExtendWith(Postgres.class)
class LookingIT {
    private static final String BUILD =
            OwnSet.contract("build", "start", "grow", "CREATE INDEX CONCURRENTLY things_hits ON things (hits)");
    private static final String SHRINK = OwnSet.SHRINK.replace("down_revision: start", "down_revision: build");
    private static final String CATALOGUE =
            "SELECT (SELECT count(*) || ' ' || max(oid) FROM pg_class), (SELECT count(*) FROM pg_namespace)";

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void lookingNeedsOnlySelectAndCreatesNothing(TestDatabase database) {
        String role = database.name() + "_reader";
        database.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + database.password() + "'");
        Engines reader = Engines.of(Engines.access(database, role), set(), Optional.empty());
        look(database, reader);
        assertEquals("", reader.version());
        Engines.of(database, set()).run(Operation.EXPAND);
        String sentence = assertThrows(StateUnusable.class, reader::version).getMessage();
        assertEquals(
                "The role may not read the histories in schema \"emcee\" (ERROR: permission denied for schema emcee);"
                        + " grant it USAGE on the schema and SELECT on its tables.",
                sentence);
        database.execute(
                "GRANT USAGE ON SCHEMA emcee TO " + role,
                "GRANT SELECT ON ALL TABLES IN SCHEMA emcee, public TO " + role,
                "INSERT INTO things VALUES (1)");
        look(database, reader);
        assertEquals("grow", reader.version());
        assertThrows(EngineException.class, () -> reader.run(Operation.MIGRATE));
        database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }

    private static void look(TestDatabase database, Engines reader) {
        String before = database.rows(CATALOGUE).get(0);
        reader.engine().busy();
        reader.stage();
        reader.engine().pending(reader.engine().inspectRows().progress());
        reader.plan(Operation.UPGRADE);
        assertEquals(before, database.rows(CATALOGUE).get(0));
    }

    /** Asked from the listener, which emcee waits for. */
    @Test
    void noSessionIsIdleInATransactionBetweenBatchesAndBetweenSteps(TestDatabase database) {
        Engines own = Engines.of(database, set()).run(Operation.EXPAND);
        database.execute("INSERT INTO things SELECT generate_series(1, 20000)");
        List<String> idle = new ArrayList<>();
        int[] asked = {0};
        Plan plan = own.plan(Operation.UPGRADE);
        own.engine()
                .run(
                        plan,
                        event -> {
                            if (outside(event)) {
                                asked[0]++;
                                idle.addAll(database.rows("""
                        SELECT query FROM pg_stat_activity
                        WHERE application_name LIKE 'emcee%' AND state LIKE 'idle in transaction%'
                        """));
                            }
                        },
                        new StopSignal());
        assertTrue(asked[0] > 10, () -> "asked " + asked[0] + " times");
        assertEquals(List.of(), idle);
    }

    private static boolean outside(Event event) {
        return event instanceof Event.BatchDone
                || (event instanceof Event.StepStarted started && started.step().kind() != Step.Kind.TRANSACTION)
                || (event instanceof Event.StepDone done && done.step().kind() != Step.Kind.TRANSACTION);
    }

    private RevisionSet set() {
        return new OwnSet(folder).of(OwnSet.START, OwnSet.GROW, OwnSet.MOVE, BUILD, SHRINK);
    }
}
