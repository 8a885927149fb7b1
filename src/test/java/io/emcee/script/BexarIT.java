package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The three changes of the set bexar, with services of both releases at work. */
@ExtendWith(Postgres.class)
class BexarIT {
    private final BundledSet bexar = BundledSet.of("bexar");

    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.from("bexar expanded", empty -> {
            BundledSet set = BundledSet.of("bexar");
            set.apply(empty, "austin");
            empty.execute("""
                    INSERT INTO servers (name, owner, address, state)
                    VALUES ('one', 'ann', 'one.example:5901', 1), ('six', 'bob', '[::1]:5906', 3);
                    INSERT INTO volumes (server_id, name, size) VALUES (1, 'root', 20), (NULL, 'spare', 8)
                    """);
            set.apply(empty, "bexar_expand01", "bexar_expand02", "bexar_expand03");
        });
    }

    @Test
    void oldServiceWritesForTheNewOne() {
        database.execute(
                "INSERT INTO servers (name, owner, address) VALUES ('old', 'eve', 'old.example:80')",
                "INSERT INTO volumes (name, size) VALUES ('old', 5)");
        assertEquals(List.of("old.example:80|0|old.example|80|building"), servers("name = 'old'"));
        database.execute(
                "UPDATE servers SET state = 2, address = 'moved:81' WHERE name = 'old'",
                "UPDATE volumes SET size = 6 WHERE name = 'old'");
        assertEquals(List.of("moved:81|2|moved|81|stopped"), servers("name = 'old'"));
        assertEquals(List.of("6|6"), volumes("name = 'old'"));
    }

    @Test
    void newServiceWritesForTheOldOne() {
        database.execute(
                "INSERT INTO servers (name, owner, host, port, status) VALUES ('new', 'eve', 'new.example', 80, 'failed')",
                "INSERT INTO volumes (name, size_gib) VALUES ('new', 5)");
        assertEquals(List.of("new.example:80|3|new.example|80|failed"), servers("name = 'new'"));
        database.execute(
                "UPDATE servers SET status = 'active', port = 81 WHERE name = 'new'",
                "UPDATE volumes SET size_gib = 6 WHERE name = 'new'");
        assertEquals(List.of("new.example:81|1|new.example|81|active"), servers("name = 'new'"));
        assertEquals(List.of("6|6"), volumes("name = 'new'"));
    }

    @Test
    void writeWithNeitherSideIsRefused() {
        for (String write : List.of(
                "INSERT INTO servers (name, owner) VALUES ('none', 'eve')",
                "INSERT INTO servers (name, owner, host) VALUES ('half', 'eve', 'h')",
                "INSERT INTO volumes (name) VALUES ('none')",
                "UPDATE servers SET host = NULL, port = NULL WHERE state = 1",
                "UPDATE servers SET status = NULL WHERE name = 'new'",
                "UPDATE volumes SET size = NULL")) {
            database.execute("INSERT INTO servers (name, owner, host, port) SELECT 'new', 'eve', 'h', 1"
                    + " WHERE NOT EXISTS (SELECT FROM servers WHERE name = 'new')");
            database.execute("UPDATE servers SET state = 1 WHERE name = 'new'");
            assertThrows(IllegalStateException.class, () -> database.execute(write), write);
        }
    }

    @Test
    void unrelatedWriteLeavesARowForTheBackfill() {
        database.execute("UPDATE servers SET owner = 'zoe'", "UPDATE volumes SET name = name || '!'");
        assertEquals("2", database.value("SELECT count(*) FROM servers WHERE host IS NULL AND status IS NULL"));
        assertEquals("2", database.value("SELECT count(*) FROM volumes WHERE size_gib IS NULL"));
    }

    @Test
    void migrateFillsWhatNobodyWrote() {
        bexar.apply(database, "bexar_migrate01", "bexar_migrate02", "bexar_migrate03");
        assertEquals(
                List.of("one.example:5901|1|one.example|5901|active", "[::1]:5906|3|[::1]|5906|failed"),
                servers("true"));
        assertEquals(List.of("20|20", "8|8"), volumes("true"));
    }

    @Test
    void contractLeavesTheNewColumnsOnly() {
        bexar.apply(database, "bexar_migrate01", "bexar_migrate02", "bexar_migrate03");
        bexar.apply(database, "bexar_contract01", "bexar_contract02", "bexar_contract03");
        assertEquals(
                List.of(
                        "servers|created_at, deleted, deleted_at, host, id, name, owner, port, status",
                        "volumes|created_at, deleted, deleted_at, id, name, server_id, size_gib"),
                database.rows("""
                        SELECT table_name, string_agg(column_name, ', ' ORDER BY column_name COLLATE "C")
                        FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1 ORDER BY 1
                        """));
        assertEquals("0", database.value("SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"));
        database.execute("INSERT INTO servers (name, owner, host, port) VALUES ('last', 'eve', 'h', 1)");
        assertEquals("building", database.value("SELECT status FROM servers WHERE name = 'last'"));
    }

    private List<String> servers(String which) {
        return database.rows("SELECT address, state, host, port, status FROM servers WHERE " + which + " ORDER BY id");
    }

    private List<String> volumes(String which) {
        return database.rows("SELECT size, size_gib FROM volumes WHERE " + which + " ORDER BY id");
    }
}
