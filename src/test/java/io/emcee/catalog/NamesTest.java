package io.emcee.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void everyNameIsQuotedForStatements() {
        assertEquals("\"images\"", Identifier.quote("images"));
        assertEquals("\"a\"\"; DROP TABLE b; --\"", Identifier.quote("a\"; DROP TABLE b; --"));
        assertEquals("\"my schema\".\"Order\"", new QualifiedName("my schema", "Order").quoted());
        assertThrows(IllegalArgumentException.class, () -> Identifier.quote(""));
        assertThrows(IllegalArgumentException.class, () -> Identifier.quote("a\0b"));
    }

    @Test
    void namesForPeopleAreQuotedWhenOddAndNeverSteerTheTerminal() {
        assertEquals("public.images", new QualifiedName("public", "images").toString());
        assertEquals("public.\"Images\"", new QualifiedName("public", "Images").toString());
        assertEquals("\"?[31m\"\"?\"", Identifier.display("\033[31m\"\u202e"));
    }

    @Test
    void softDeletedRowsAreThoseThatTheFlagSaysAndTheTimeOnlyWithoutAFlag() {
        Optional<SoftDelete.Time> time = Optional.of(new SoftDelete.Time("deleted_at", false));
        assertEquals(
                "\"deleted\"", softDelete(SoftDelete.FlagType.BOOLEAN, time).condition());
        assertEquals(
                "\"deleted\" <> 0",
                softDelete(SoftDelete.FlagType.INTEGER, time).condition());
        assertEquals("\"deleted_at\" IS NOT NULL", new SoftDelete(Optional.empty(), time).condition());
        assertThrows(IllegalArgumentException.class, () -> new SoftDelete(Optional.empty(), Optional.empty()));
    }

    @Test
    void aStateIsFoundAmongTheCauses() {
        Throwable wrapped =
                new IllegalStateException(new SQLException("canceling statement due to lock timeout", "55P03"));
        assertTrue(SqlState.LOCK_NOT_AVAILABLE.in(wrapped));
        assertFalse(SqlState.QUERY_CANCELED.in(wrapped));
        assertFalse(SqlState.QUERY_CANCELED.in(new SQLException("no state")));
        assertEquals(
                SqlState.values().length,
                Arrays.stream(SqlState.values()).map(SqlState::code).distinct().count());
    }

    @Test
    void aLockHolderIsNamedWithWhatCanBeSeen() {
        assertEquals(
                "pid 7 (role \"r\", emcee/0.1 lock, since when your role may not see)",
                new LockHolder(
                                7,
                                Optional.of("r"),
                                Optional.of("emcee/0.1 lock"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())
                        .toString());
    }

    private static SoftDelete softDelete(SoftDelete.FlagType type, Optional<SoftDelete.Time> time) {
        return new SoftDelete(Optional.of(new SoftDelete.Flag("deleted", type)), time);
    }
}
