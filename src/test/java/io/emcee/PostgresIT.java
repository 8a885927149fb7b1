package io.emcee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class PostgresIT {
    private static final AtomicInteger BUILT = new AtomicInteger();
    private static final Set<String> NAMES = new HashSet<>();
    private static TestDatabase ofTheClass;

    @BeforeAll
    static void keepOne(TestDatabase database) {
        ofTheClass = database;
        database.execute("CREATE TABLE t (id int)");
    }

    @AfterAll
    static void onlyTheDatabaseOfTheClassIsLeft() {
        assertEquals(
                List.of(ofTheClass.name()),
                ofTheClass.rows("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'"));
    }

    @Tag("smoke")
    @RepeatedTest(2)
    void everyTestGetsAnEmptyDatabaseOfItsOwn(TestDatabase database) {
        assertTrue(NAMES.add(database.name()));
        database.execute("CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)");
        assertEquals(
                database.name() + "|1",
                database.rows("SELECT current_database(), id FROM t").get(0));
    }

    @RepeatedTest(2)
    void aTemplateIsBuiltOnceAndItsClonesAreApart() {
        TestDatabase clone = TestDatabase.from("numbers", database -> {
            BUILT.incrementAndGet();
            database.execute("CREATE TABLE n AS SELECT generate_series(1, 3) AS n");
        });
        assertEquals(List.of("1", "2", "3"), clone.rows("SELECT n FROM n ORDER BY n"));
        clone.execute("DELETE FROM n");
        assertEquals(1, BUILT.get());
    }

    @Test
    void aTestMayHaveSeveralDatabases(TestDatabase one, TestDatabase two) {
        assertNotEquals(one.name(), two.name());
        assertNotEquals(one.name(), one.another().name());
    }

    @Test
    void anOpenSessionDoesNotKeepADatabaseFromBeingDropped(TestDatabase database) throws SQLException {
        Connection forgotten = database.connection();
        assertTrue(forgotten.isValid(1));
    }

    @Test
    void theDatabaseOfTheClassOutlivesItsTests() {
        assertEquals("0", ofTheClass.value("SELECT count(*) FROM t"));
    }

    @Test
    void nothingIsTheEmptyText(TestDatabase database) {
        assertEquals("", database.value("SELECT 1 WHERE false"));
        assertEquals("", database.value("SELECT NULL"));
        assertEquals(List.of("1||x"), database.rows("SELECT 1, NULL, 'x'"));
    }
}
