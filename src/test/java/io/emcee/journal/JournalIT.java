package io.emcee.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is appended stays, in order, and every change to it is found. */
@ExtendWith(Postgres.class)
class JournalIT {
    private static final String HOSTILE = "{\"sql\":\"\\u001b[2J 'x' \\\"y\\\" \u00e9\u4e2d \\u0000\"}";

    @Test
    void entriesAreReadAsTheyWereWritten(TestDatabase database) throws SQLException {
        try (Connection connection = journal(database)) {
            Journal journal = Journal.open(connection, "maria", "bastion");
            long run = journal.begin("began", "{}");
            journal.append(OptionalLong.of(run), "done", HOSTILE);
            journal.append(OptionalLong.empty(), "other", "{\"a\":1}");
            Entries entries = new Entries(connection);
            List<Entry> read = entries.newest(Filter.ALL, Long.MAX_VALUE, 10);
            assertEquals(
                    List.of("3 other {\"a\":1}", "2 done " + HOSTILE, "1 began {}"),
                    read.stream()
                            .map(entry -> entry.number() + " " + entry.kind() + " " + entry.facts())
                            .toList());
            assertEquals(
                    "maria@bastion as " + database.user(), read.get(0).author().toString());
            assertEquals(List.of(2L, 1L), numbers(entries.newest(Filter.run(1), 3, 10)));
            assertEquals(List.of(2L), numbers(entries.newest(Filter.text("DONE"), Long.MAX_VALUE, 10)));
            assertEquals(List.of(1L), numbers(entries.newest(Filter.ALL, 2, 10)));
            assertEquals(OptionalLong.of(1), entries.lastRun());
        }
    }

    @Test
    void databaseWithoutAJournalHasNoEntries(TestDatabase database) throws SQLException {
        try (Connection connection = database.connection()) {
            assertEquals(List.of(), new Entries(connection).newest(Filter.ALL, Long.MAX_VALUE, 10));
            assertEquals(OptionalLong.empty(), new Entries(connection).lastRun());
            assertEquals(
                    new Verification(0, Optional.empty(), Optional.empty()),
                    Verification.of(connection, Optional.empty()));
        }
    }

    @Test
    void writersAtTheSameTimeMakeOneChain(TestDatabase database) throws Exception {
        journal(database).close();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                writers.add(() -> append(database, 50));
            }
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        } finally {
            threads.shutdown();
        }
        try (Connection connection = database.connection()) {
            Verification found = Verification.of(connection, Optional.empty());
            assertEquals(Optional.empty(), found.broken());
            assertEquals(200, found.entries());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + interval '1 microsecond'",
                "run = 2",
                "run = NULL",
                "kind = 'Kept'",
                "role = 'postgres2'",
                "os_user = 'mallory'",
                "host = ''",
                "application = application || '1'",
                "facts = replace(facts, '3', '4')",
                "hash = translate(hash, '0123456789abcdef', '123456789abcdef0')",
                "hash = ''"
            })
    void everyAlteredColumnIsFound(String change, TestDatabase database) throws SQLException {
        assertEquals(
                Optional.of("entry 3, \"kept\" of AT, is not as it was written"),
                altered(database, "UPDATE emcee.journal SET " + change + " WHERE number = 3"));
    }

    @Test
    void everyLostEntryIsFoundAndTheLastByTheHashThatWasNoted(TestDatabase database) throws SQLException {
        assertEquals(
                Optional.of("entry 2 is missing"), altered(database, "DELETE FROM emcee.journal WHERE number = 2"));
        try (Connection connection = database.another().connection()) {
            prepare(connection);
            append(connection, 5);
            Optional<Hash> seen = Verification.of(connection, Optional.empty()).head();
            assertEquals(Optional.empty(), Verification.of(connection, seen).broken());
            alter(connection, "DELETE FROM emcee.journal WHERE number = 5");
            assertEquals(
                    Optional.empty(),
                    Verification.of(connection, Optional.empty()).broken());
            assertEquals(
                    Optional.of(
                            "the hash " + seen.orElseThrow() + " is not in it, so entries were cut off or rewritten"),
                    Verification.of(connection, seen).broken());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE emcee.journal SET kind = ''",
                "DELETE FROM emcee.journal",
                "TRUNCATE emcee.journal",
            })
    void journalCanOnlyBeAppendedTo(String change, TestDatabase database) throws SQLException {
        try (Connection connection = journal(database);
                var statement = connection.createStatement()) {
            append(connection, 1);
            SQLException refused = assertThrows(SQLException.class, () -> statement.execute(change));
            assertTrue(refused.getMessage().contains("emcee.journal can only be appended to"), refused.getMessage());
        }
    }

    /** What verification finds in a journal of five entries after a change that the append-only trigger did not stop. */
    private static Optional<String> altered(TestDatabase database, String change) throws SQLException {
        try (Connection connection = journal(database)) {
            append(connection, 5);
            alter(connection, change);
            return Verification.of(connection, Optional.empty())
                    .broken()
                    .map(sentence -> sentence.replaceAll("(?i)\"kept\" of \\S+Z,", "\"kept\" of AT,"));
        }
    }

    private static void alter(Connection connection, String change) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE emcee.journal DISABLE TRIGGER append_only");
            assertEquals(1, statement.executeUpdate(change));
        }
    }

    private static Void append(TestDatabase database, int entries) throws SQLException {
        try (Connection connection = database.connection()) {
            append(connection, entries);
            return null;
        }
    }

    private static void append(Connection connection, int entries) throws SQLException {
        Journal journal = Journal.open(connection, "maria", "bastion");
        for (long entry : LongStream.rangeClosed(1, entries).toArray()) {
            journal.append(OptionalLong.of(1), "kept", "{\"n\":" + entry + "}");
        }
    }

    private static Connection journal(TestDatabase database) throws SQLException {
        Connection connection = database.connection();
        prepare(connection);
        return connection;
    }

    private static void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA emcee");
            statement.execute(Journal.TABLE);
        }
    }

    private static List<Long> numbers(List<Entry> entries) {
        return entries.stream().map(Entry::number).toList();
    }
}
