package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.journal.Filter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The journal says of every run what was meant, what came of it, and how it ended. */
@ExtendWith(Postgres.class)
class RunRecordIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void everyStepIsWrittenBeforeAndAfter(TestDatabase database) {
        Engines own = own(database, OwnSet.START, OwnSet.GROW, OwnSet.MOVE);
        own.run(Operation.EXPAND);
        database.execute("INSERT INTO things (id) VALUES (1), (2)");
        own.run(Operation.MIGRATE);
        assertEquals(
                List.of(
                        "1 run_started expand to own, 2 steps",
                        "1 step_started base start",
                        "1 step_done base start: TIME",
                        "1 step_started expand grow",
                        "1 step_done expand grow: TIME",
                        "1 run_ended done after TIME: Expand done.",
                        "7 run_started migrate to own, 1 step",
                        "7 step_started migrate move",
                        "7 step_done migrate move: 2 rows, TIME",
                        "7 run_ended done after TIME: Migrate done."),
                lines(own));
        Recorded end = recorded(own).get(5);
        assertEquals("grow", end.text("version"));
        assertEquals(
                List.of("-- revision: grow\nALTER TABLE things ADD COLUMN done integer;"),
                recorded(own).get(4).statements());
        assertEquals(
                Optional.empty(),
                own.engine().journal().verify(Optional.empty()).broken());
    }

    @Test
    void planIsToldByItsHash(TestDatabase database) {
        Engines own = own(database, OwnSet.START, OwnSet.GROW);
        String hash = own.plan(Operation.EXPAND).hash();
        assertEquals(hash, own.plan(Operation.EXPAND).hash());
        own.run(Operation.EXPAND);
        assertEquals(hash, recorded(own).get(0).text("plan"));
        String edited = own(database.another(), OwnSet.START, OwnSet.GROW.replace("integer", "bigint"))
                .plan(Operation.EXPAND)
                .hash();
        assertTrue(!hash.equals(edited), edited);
    }

    @Test
    void failedStepIsWrittenWithWhatItHadDone(TestDatabase database) {
        Engines own = own(
                database, OwnSet.START, OwnSet.expand("grow", "start", "CREATE TABLE more (id int);\nSELECT 1 / 0"));
        RevisionFailed failed = own.fails(RevisionFailed.class, Operation.EXPAND);
        assertEquals(
                List.of(
                        "1 step_started expand grow",
                        "1 step_failed " + failed.getMessage(),
                        "1 run_ended failed after TIME: " + failed.getMessage()),
                lines(own).subList(3, 6));
        assertEquals(
                List.of("-- revision: grow\nCREATE TABLE more (id int);"),
                recorded(own).get(4).statements());
        assertEquals("start", recorded(own).get(5).text("version"));
    }

    @Test
    void refusalAndStopAreToldApart(TestDatabase database) {
        Engines own = own(database, OwnSet.START, OwnSet.GROW, OwnSet.MOVE, OwnSet.SHRINK);
        own.run(Operation.EXPAND);
        database.execute("INSERT INTO things (id) VALUES (1)");
        Plan migrate = own.plan(Operation.MIGRATE);
        StopSignal stop = new StopSignal();
        assertThrows(
                Stopped.class,
                () -> own.engine()
                        .run(
                                migrate,
                                event -> {
                                    if (event instanceof Event.StepStarted) {
                                        stop.request();
                                    }
                                },
                                stop));
        assertTrue(lines(own).get(lines(own).size() - 1).startsWith("7 run_ended stopped after TIME: "));

        GateRefused refused = own.fails(GateRefused.class, Operation.CONTRACT);
        own.engine().refusals().record(Operation.CONTRACT, refused, own.events()::add);
        assertEquals(
                " refused " + refused.getMessage(), lines(own).get(lines(own).size() - 1));
    }

    @Test
    void journalThatCannotBeWrittenEndsTheRun(TestDatabase database) {
        Engines own = own(database, OwnSet.START, OwnSet.GROW);
        own.run(Operation.EXPAND, "start");
        database.execute("""
                CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full';
                END
                $$
                """, """
                CREATE TRIGGER full_disk BEFORE INSERT ON emcee.journal
                    FOR EACH ROW WHEN (NEW.kind = 'step_started') EXECUTE FUNCTION full_disk()
                """);
        EngineException failed = own.fails(DatabaseFailed.class, Operation.EXPAND);
        assertTrue(
                failed.getMessage()
                        .matches("The journal of \"" + database.name()
                                + "\" cannot be written \\(ERROR: no space left.*\\),"
                                + " so this run ended; what was done is kept. Run the same command again to go on\\."),
                failed.getMessage());
        assertEquals("start", own.version());
        assertEquals("1", database.value("SELECT count(*) FROM emcee.history_base"));
    }

    @Test
    void schemaOfAnOlderEmceeIsBroughtUpToDate(TestDatabase database) {
        Engines own = own(database, OwnSet.START, OwnSet.GROW);
        own.run(Operation.EXPAND, "start");
        database.execute(
                "DROP TABLE emcee.journal",
                "DROP FUNCTION emcee.refuse_change()",
                "DROP TABLE emcee.adoption",
                "DROP TABLE emcee.trap, emcee.old_write, emcee.old_statement",
                "DROP FUNCTION emcee.trap()",
                "ALTER TABLE emcee.checkpoint DROP COLUMN walk_order, DROP COLUMN leaf, DROP COLUMN next_block",
                "DROP TABLE emcee.hold, emcee.tombstone, emcee.tombstone_table, emcee.purge",
                "DROP TABLE emcee.run, emcee.run_event",
                "DELETE FROM emcee.schema_version WHERE version > 1");
        assertEquals("start", own.version());
        assertEquals(List.of(), lines(own));
        own.run(Operation.EXPAND);
        assertEquals(5, lines(own).size());
        assertEquals(
                "1|2|3|4|5|6|7",
                database.value("SELECT string_agg(version::text, '|' ORDER BY version) FROM emcee.schema_version"));
    }

    private Engines own(TestDatabase database, String... files) {
        return Engines.of(database, new OwnSet(folder).of(files));
    }

    private static List<String> lines(Engines own) {
        return recorded(own).stream()
                .map(entry ->
                        (entry.entry().run().isPresent() ? entry.entry().run().getAsLong() : "") + " "
                                + entry.entry().kind() + " "
                                + entry.summary().replaceAll("\\b\\d+\\.\\d{3} s", "TIME"))
                .toList();
    }

    private static List<Recorded> recorded(Engines own) {
        List<Recorded> entries = new ArrayList<>();
        own.engine().journal().each(Filter.ALL, entry -> entries.add(Recorded.of(entry)));
        return entries;
    }
}
