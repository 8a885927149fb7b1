package io.emcee.purge;

import static io.emcee.purge.OwnTables.MARKS;
import static io.emcee.purge.OwnTables.OLD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The key of a purged row is refused, whoever wants it and however. */
@ExtendWith(Postgres.class)
class TombstonesIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void serviceWithoutRightsOnEmceeCannotTakeTheKeyBack(TestDatabase database) throws SQLException {
        OwnTables own = OwnTables.of(database, folder, """
                CREATE TABLE things (id text PRIMARY KEY, %1$s);
                CREATE TABLE pairs (one integer, two text, PRIMARY KEY (one, two), %1$s);
                INSERT INTO things VALUES ('it''s \\{"a"}', %2$s), ('b', %2$s), ('c', false, NULL);
                INSERT INTO pairs VALUES (1, 'x,"y"', %2$s);
                -- Gives a row another key than the client wrote; a trigger that fires before it would not see that.
                CREATE FUNCTION sneak() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN IF NEW.id = 'sneaky' THEN NEW.id := 'b'; END IF; RETURN NEW; END $$;
                CREATE TRIGGER zz BEFORE INSERT ON things FOR EACH ROW EXECUTE FUNCTION sneak();
                """.formatted(MARKS, OLD), "things", "pairs")
                .guarding("things", "pairs");
        assertEquals(3, own.purge("things", "pairs").rows());
        String role = "service_" + database.name();
        database.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD '" + database.password() + "'",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON things, pairs TO " + role);
        try (Connection service = DriverManager.getConnection(database.url(), role, database.password())) {
            for (String refused : List.of(
                    "INSERT INTO things VALUES (E'it''s \\\\{\"a\"}')",
                    "INSERT INTO things VALUES ('sneaky')",
                    "INSERT INTO things VALUES ('b') ON CONFLICT DO NOTHING",
                    "UPDATE things SET id = 'b' WHERE id = 'c'",
                    "INSERT INTO pairs VALUES (1, 'x,\"y\"')")) {
                SQLException failed = assertThrows(SQLException.class, () -> execute(service, refused), refused);
                assertEquals("23505", failed.getSQLState());
                assertTrue(failed.getMessage().contains("cannot be used again"), failed::getMessage);
            }
            execute(service, "INSERT INTO things VALUES ('new')");
            execute(service, "INSERT INTO pairs VALUES (2, 'x,\"y\"')");
            execute(service, "DELETE FROM things WHERE id = 'c'");
            // The service's own row may come back: it was not purged.
            execute(service, "INSERT INTO things VALUES ('c')");
        } finally {
            database.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
        Tombstones tombstones = new Tombstones(own.engine());
        assertEquals(
                List.of("b", "it's \\{\"a\"}"),
                tombstones.page("things", "", 10).stream()
                        .map(Tombstone::key)
                        .sorted()
                        .toList());
        assertEquals("b", tombstones.page("things", "", 1).get(0).key());
        tombstones.lift("things", "b", "it came back from the archive");
        database.execute("INSERT INTO things VALUES ('b')");
        assertThrows(PurgeRefused.class, () -> tombstones.lift("things", "b", "again"));
        assertTrue(own.engine().release());
        database.execute("INSERT INTO things VALUES ('it''s \\{\"a\"}')");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
