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

/** What is done outside of runs stands in the journal before and after; cut off in between, the second is missing. */
@ExtendWith(Postgres.class)
class ActIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void adoptionIsWrittenBeforeAndAfterWithWhatWasConfirmed(TestDatabase database) {
        database.execute("CREATE TABLE things (id bigint PRIMARY KEY)");
        Engines own = own(database, OwnSet.START, OwnSet.GROW);
        Adoption adoption = own.engine().adoptions().look(Optional.of("start"));
        own.engine()
                .adoptions()
                .adopt(adoption, Optional.of("start"), List.of(Confirmed.typed("Record this? [y/N]", "Yes")));
        assertEquals(List.of("adopting", "adopted"), kinds(own));
        assertEquals("1", recorded(own).get(1).text("intent"));
        assertEquals(
                "[Confirmed: Record this? [y/N] \"Yes\"]", recorded(own).get(0).text("consents"));
    }

    @Test
    void adoptionAgainThatIsCutOffIsAnIntentWithoutAResult(TestDatabase database) {
        database.execute(
                "CREATE TABLE things (id bigint PRIMARY KEY)",
                "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
                "INSERT INTO alembic_version VALUES ('start')");
        Engines own = own(database, OwnSet.START, OwnSet.GROW);
        own.engine().adoptions().adopt(own.engine().adoptions().look(Optional.empty()), Optional.empty());
        database.execute("UPDATE alembic_version SET version_num = 'grow'");
        Adoption again = own.engine().adoptions().look(Optional.empty());
        fails(database, "emcee.journal", "NEW.kind = 'adopted'");
        assertThrows(DatabaseFailed.class, () -> own.engine().adoptions().adopt(again, Optional.empty()));
        assertEquals(List.of("adopting", "adopted", "adopting"), kinds(own));
        assertEquals("grow", own.version());
    }

    @Test
    void repairIsWrittenBeforeAndAfterAndSaysWhyItFailed(TestDatabase database) {
        own(database, OwnSet.START, OwnSet.GROW).run(Operation.EXPAND);
        Engines edited = own(database, OwnSet.START, OwnSet.GROW.replace("integer", "bigint"));
        Repair repair = edited.engine().repairs().look();
        fails(database, "emcee.history_expand", "true");
        assertThrows(DatabaseFailed.class, () -> edited.engine().repairs().carryOut(repair, "done by hand"));
        List<String> kinds = kinds(edited);
        assertEquals(List.of("repairing", "act_failed"), kinds.subList(kinds.size() - 2, kinds.size()));
        assertTrue(
                last(edited).summary().contains("no space left"),
                () -> last(edited).summary());

        database.execute("DROP TRIGGER full_disk ON emcee.history_expand");
        edited.engine().repairs().carryOut(repair, "done by hand");
        assertEquals("repaired", last(edited).entry().kind());
        assertEquals("1 part as its file is: done by hand", last(edited).summary());
        assertEquals(
                Optional.empty(),
                edited.engine().journal().verify(Optional.empty()).broken());
    }

    private static void fails(TestDatabase database, String table, String when) {
        database.execute("""
                CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full';
                END
                $$
                """, """
                CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON %s
                    FOR EACH ROW WHEN (%s) EXECUTE FUNCTION full_disk()
                """.formatted(table, when));
    }

    private Engines own(TestDatabase database, String... files) {
        return Engines.of(database, new OwnSet(folder).of(files));
    }

    private static Recorded last(Engines own) {
        List<Recorded> entries = recorded(own);
        return entries.get(entries.size() - 1);
    }

    private static List<String> kinds(Engines own) {
        return recorded(own).stream().map(entry -> entry.entry().kind()).toList();
    }

    private static List<Recorded> recorded(Engines own) {
        List<Recorded> entries = new ArrayList<>();
        own.engine().journal().each(Filter.ALL, entry -> entries.add(Recorded.of(entry)));
        return entries;
    }
}
