package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Long graphs: every step runs once, in its order. */
@ExtendWith(Postgres.class)
class ManyRevisionsIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void thousandRevisionsOfOneBranchAreAppliedInTheirOrder(TestDatabase database) {
        List<String> files = new ArrayList<>(List.of(start()));
        for (int i = 1; i <= 1000; i++) {
            files.add(OwnSet.expand("e" + i, i == 1 ? "start" : "e" + (i - 1), append(i)));
        }
        Engines own = own(database, files).run(Operation.UPGRADE);
        assertEquals("e1000", own.version());
        check(database, 1000);
    }

    @Test
    void branchesThatAlternateAtEveryStepAreAppliedInTheirOrder(TestDatabase database) {
        List<String> files = new ArrayList<>(List.of(start()));
        for (int i = 1; i <= 100; i += 2) {
            String expand = OwnSet.expand("s" + i, i == 1 ? "start" : "s" + (i - 2), append(i));
            files.add(i == 1 ? expand : OwnSet.with("depends_on: s" + (i - 1), expand));
            files.add(OwnSet.contract("s" + (i + 1), i == 1 ? "start" : "s" + (i - 1), "s" + i, append(i + 1)));
        }
        Engines own = own(database, files).run(Operation.UPGRADE);
        assertEquals("s99, s100", own.version());
        check(database, 100);
    }

    private static String start() {
        return OwnSet.base("start", "CREATE TABLE applied (at serial, n int)");
    }

    private static String append(int n) {
        return "INSERT INTO applied (n) VALUES (" + n + ")";
    }

    private static void check(TestDatabase database, int count) {
        assertEquals(
                count + "|t",
                database.rows("SELECT count(*), bool_and(at = n) FROM applied").get(0));
    }

    private Engines own(TestDatabase database, List<String> files) {
        return Engines.of(database, new OwnSet(folder).of(files.toArray(String[]::new)));
    }
}
