package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.script.RevisionSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where the target's tables live, where emcee's own do, and with which rights. */
@ExtendWith(Postgres.class)
class SchemasIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void wholeCycleRunsInASchemaWhoseNameNeedsQuotes(TestDatabase database) {
        database.execute("CREATE SCHEMA \"Odd \"\"one\"", "CREATE DOMAIN public.whole AS integer");
        Engines own = Engines.of(Engines.access(database), set(), Optional.of("Odd \"one"));
        own.run(Operation.EXPAND);
        database.execute("INSERT INTO \"Odd \"\"one\".things SELECT generate_series(1, 10)");
        own.run(Operation.UPGRADE);
        assertEquals("build, shrink", own.version());
        assertEquals("0", database.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"));
        assertEquals("10", database.value("SELECT sum(hits) FROM \"Odd \"\"one\".things"));
        assertEquals(
                "\"Odd \"\"one\"",
                database.value("SELECT relnamespace::regnamespace FROM pg_class WHERE relname = 'things_hits'"));
    }

    @Test
    void schemaIsTheFirstOfTheSearchPathThatExists(TestDatabase database) {
        database.execute(
                "CREATE SCHEMA service",
                "CREATE DOMAIN public.whole AS integer",
                "ALTER DATABASE " + database.name() + " SET search_path = missing, service, public");
        Engines own = Engines.of(database, set());
        assertEquals("service", own.engine().schema());
        own.run(Operation.UPGRADE);
        assertEquals("t", database.value("SELECT to_regclass('service.things') IS NOT NULL"));
    }

    /** The histories are those of one schema; another one's tables would be upgraded by the wrong past. */
    @Test
    void historiesOfOneSchemaAreNotTakenForThoseOfAnother(TestDatabase database) {
        database.execute("CREATE SCHEMA other", "CREATE DOMAIN public.whole AS integer");
        Engines.of(database, set()).run(Operation.EXPAND);
        Engines other = Engines.of(Engines.access(database), set(), Optional.of("other"));
        assertEquals(
                "The histories of this database are those of its schema \"public\", not of \"other\";"
                        + " name the schema: --schema public",
                assertThrows(StateUnusable.class, other::version).getMessage());
    }

    @Test
    void tablesOfUnknownOriginAreRefusedButNotThoseOfAnExtension(TestDatabase database) {
        database.execute("CREATE TABLE theirs (id int)");
        Engines own = Engines.of(database, set());
        NotUnderControl refused = own.fails(NotUnderControl.class, Operation.EXPAND);
        assertTrue(refused.getMessage().startsWith("The database has 1 table of unknown origin"), refused.getMessage());
        database.execute("ALTER EXTENSION plpgsql ADD TABLE theirs");
        assertTrue(own.plan(Operation.EXPAND).steps().size() > 1);
    }

    @Test
    void roleThatMayNotCreateASchemaWorksInOneThatItsOwnerGaveIt(TestDatabase database) {
        String role = database.name() + "_service";
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + database.password() + "'",
                "CREATE DOMAIN public.whole AS integer",
                "GRANT CREATE ON SCHEMA public TO " + role);
        Engines own = Engines.of(Engines.access(database, role), set(), Optional.empty());
        assertTrue(
                own.fails(GateRefused.class, Operation.EXPAND)
                        .getMessage()
                        .startsWith(
                                "Expand refused: preflight rights: " + role
                                        + " may neither write the schema \"emcee\" nor create it (all that the plan needs); GRANT CREATE ON DATABASE"));
        Overrules overrules = new Overrules(Map.of("preflight.rights", "to see what happens"));
        assertEquals(
                "The role may not create the schema \"emcee\" in this database"
                        + " (ERROR: permission denied for database " + database.name()
                        + "; Where: SQL statement \"CREATE SCHEMA emcee\"; PL/pgSQL function inline_code_block line 2 at SQL"
                        + " statement); grant it CREATE on the database, or let the owner create the schema for it.",
                assertThrows(
                                StateUnusable.class,
                                () -> own.engine()
                                        .run(
                                                own.plan(Operation.EXPAND),
                                                overrules,
                                                own.events()::add,
                                                new StopSignal()))
                        .getMessage());
        database.execute("CREATE SCHEMA emcee AUTHORIZATION " + role);
        assertEquals("build, shrink", own.run(Operation.UPGRADE).version());
        assertTrue(own.engine().release());
        database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
    }

    @Test
    void releaseTakesOutWhatIsEmceesAndNothingElse(TestDatabase database) {
        database.execute(
                "CREATE SCHEMA emcee", "CREATE TABLE emcee.theirs (id int)", "CREATE DOMAIN public.whole AS integer");
        Engines own = Engines.of(database, set());
        assertFalse(own.engine().release());
        assertEquals("emcee.theirs", database.value("SELECT to_regclass('emcee.theirs')"));
        database.execute("DROP SCHEMA emcee CASCADE");
        own.run(Operation.UPGRADE);
        assertTrue(own.engine().release());
        assertFalse(own.engine().release());
        assertEquals(List.of("public things"), database.rows("""
                        SELECT n.nspname || ' ' || c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                        WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                        """));
        assertTrue(own.engine().inspect() instanceof DatabaseState.Unknown);
    }

    /** All kinds of step, on a type that lives in another schema. */
    private RevisionSet set() {
        return new OwnSet(folder)
                .of(
                        OwnSet.START,
                        OwnSet.GROW.replace("done integer", "done whole"),
                        OwnSet.expand("build", "grow", "CREATE INDEX CONCURRENTLY things_hits ON things (hits)"),
                        OwnSet.MOVE.replace("SET done = 1", "SET done = 1::whole"),
                        OwnSet.SHRINK);
    }
}
