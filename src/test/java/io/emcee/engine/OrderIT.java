package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** In which order a data migration walks over a large table, and that it goes on in it. */
@ExtendWith(Postgres.class)
class OrderIT {
    private static final int ROWS = 40_000;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void pagesWithRoomAreSwept(TestDatabase database) {
        Engines own = own(database, 40).run(Operation.MIGRATE);
        assertEquals("sweep", chosen(own).order());
        exact(database);
    }

    @Test
    void fullPagesAreSpreadAndTheJournalSaysWhy(TestDatabase database) {
        Engines own = own(database, 100).run(Operation.MIGRATE);
        Event.OrderChosen chosen = chosen(own);
        assertEquals("spread", chosen.order(), chosen::sentence);
        assertTrue(database.value("SELECT facts FROM emcee.journal WHERE kind = 'order_chosen'")
                .contains("Order of the rows: spread, since "));
        RowProgress last = last(own);
        assertTrue(last.hotShare().orElseThrow() > 0.5, last::toString);
        assertTrue(last.wal() > 0);
        exact(database);
    }

    @Test
    void spreadRunGoesOnAsSpreadAfterAStop(TestDatabase database) {
        Engines own = own(database, 100);
        StopSignal stop = new StopSignal();
        // The choice is kept with the next batch.
        int[] batches = {0};
        Plan plan = own.plan(Operation.MIGRATE);
        assertThrows(
                Stopped.class,
                () -> own.engine()
                        .run(
                                plan,
                                event -> {
                                    if (event instanceof Event.BatchDone batch
                                            && batch.pulse()
                                                    .flatMap(RowProgress::order)
                                                    .isPresent()
                                            && ++batches[0] == 2) {
                                        stop.request();
                                    }
                                },
                                stop));
        assertEquals(
                "spread|t|t",
                database.rows("SELECT walk_order, leaf > 0, rows_done < " + ROWS + " FROM emcee.checkpoint")
                        .get(0));
        own.run(Operation.MIGRATE);
        assertEquals(
                "Order of the rows: spread, since chosen when it began",
                chosen(own).sentence());
        exact(database);
    }

    private static void exact(TestDatabase database) {
        assertEquals(
                ROWS + "|1|1|" + ROWS,
                database.rows(
                                "SELECT count(*), min(hits), max(hits), (SELECT rows_done FROM emcee.checkpoint) FROM things")
                        .get(0));
    }

    private static Event.OrderChosen chosen(Engines own) {
        List<Event.OrderChosen> chosen = own.events().stream()
                .filter(Event.OrderChosen.class::isInstance)
                .map(Event.OrderChosen.class::cast)
                .toList();
        assertEquals(1, chosen.size());
        return chosen.get(0);
    }

    private static RowProgress last(Engines own) {
        return own.events().stream()
                .filter(Event.BatchDone.class::isInstance)
                .map(Event.BatchDone.class::cast)
                .reduce((one, next) -> next)
                .flatMap(Event.BatchDone::pulse)
                .orElseThrow();
    }

    /** Four indexes, so that a row that leaves its page costs more than one that stays. */
    private Engines own(TestDatabase database, int fillfactor) {
        Engines own = Engines.of(database, new OwnSet(folder).of(OwnSet.START, OwnSet.GROW, OwnSet.MOVE))
                .run(Operation.EXPAND);
        database.execute(
                "ALTER TABLE things SET (fillfactor = " + fillfactor + ")",
                "ALTER TABLE things ADD COLUMN a text, ADD COLUMN b text",
                "INSERT INTO things (id, a, b) SELECT n, md5(n::text), md5((n * 7)::text) FROM generate_series(1, "
                        + ROWS + ") AS n",
                "CREATE INDEX ON things (a)",
                "CREATE INDEX ON things (b)",
                "CREATE INDEX ON things (b, a)",
                "VACUUM ANALYZE things");
        return own;
    }
}
