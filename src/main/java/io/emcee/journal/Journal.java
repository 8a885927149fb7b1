package io.emcee.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/**
 * Writes the journal. Each entry is committed before {@link #append} returns, whatever becomes of the work it speaks of.
 * Several writers may append at once, in one process or many: the number of an entry is unique, and who comes second
 * chains to the first. For one thread.
 */
public final class Journal {
    /**
     * The table, which refuses to be changed but by appending. A role that owns it can lift that; what it then changes
     * is found by {@link Verification}.
     */
    public static final String TABLE = """
            CREATE TABLE emcee.journal (
                number bigint PRIMARY KEY,
                at timestamptz NOT NULL,
                run bigint,
                kind text NOT NULL,
                role text NOT NULL,
                os_user text NOT NULL,
                host text NOT NULL,
                application text NOT NULL,
                facts text NOT NULL,
                hash text NOT NULL
            );
            CREATE INDEX journal_run ON emcee.journal (run, number);
            CREATE FUNCTION emcee.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'emcee.journal can only be appended to';
            END
            $$;
            CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON emcee.journal
                FOR EACH STATEMENT EXECUTE FUNCTION emcee.refuse_change();
            """;

    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final Author author;
    private final Duration ahead;
    private long number;
    private Hash hash;

    private Journal(Connection connection, Author author, Duration ahead) throws SQLException {
        this.connection = connection;
        this.author = author;
        this.ahead = ahead;
        this.number = 0;
        this.hash = Hash.NONE;
        findHead();
    }

    /**
     * Opens the journal of a database that has one.
     *
     * @param connection in autocommit, for this journal alone, so that no rollback takes an entry away; the first word
     *     of its application name is the author's
     * @param user the operating system's user
     */
    public static Journal open(Connection connection, String user, String host) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("""
                        SELECT session_user, split_part(current_setting('application_name'), ' ', 1), clock_timestamp()
                        """)) {
            row.next();
            Author author = new Author(row.getString(1), user, host, row.getString(2));
            Instant server = row.getObject(3, OffsetDateTime.class).toInstant();
            return new Journal(connection, author, Duration.between(Instant.now(), server));
        }
    }

    /** Who writes its entries. */
    public Author author() {
        return author;
    }

    /**
     * Begins a run.
     *
     * @param facts one JSON object on one line
     * @return the run's number, which is that of the entry
     */
    public long begin(String kind, String facts) throws SQLException {
        return append(true, OptionalLong.empty(), kind, facts);
    }

    /**
     * Appends an entry and commits it.
     *
     * @param run the number that {@link #begin} gave; empty outside runs
     * @param facts one JSON object on one line
     * @return the entry's number
     */
    public long append(OptionalLong run, String kind, String facts) throws SQLException {
        return append(false, run, kind, facts);
    }

    private long append(boolean begins, OptionalLong run, String kind, String facts) throws SQLException {
        while (true) {
            long next = number + 1;
            OptionalLong of = begins ? OptionalLong.of(next) : run;
            Instant at = Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS);
            Entry entry =
                    new Entry(next, at, of, kind, author, facts, Entry.hash(hash, next, at, of, kind, author, facts));
            if (inserted(entry)) {
                number = entry.number();
                hash = entry.hash();
                return number;
            }
            findHead();
        }
    }

    /** False when another writer was faster. */
    private boolean inserted(Entry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO emcee.journal (number, at, run, kind, role, os_user, host, application, facts, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            insert.setLong(1, entry.number());
            insert.setObject(2, entry.at().atOffset(ZoneOffset.UTC));
            if (entry.run().isPresent()) {
                insert.setLong(3, entry.run().getAsLong());
            } else {
                insert.setNull(3, Types.BIGINT);
            }
            insert.setString(4, entry.kind());
            insert.setString(5, author.role());
            insert.setString(6, author.user());
            insert.setString(7, author.host());
            insert.setString(8, author.application());
            insert.setString(9, entry.facts());
            insert.setString(10, entry.hash().text());
            insert.executeUpdate();
            return true;
        } catch (SQLException failed) {
            if (UNIQUE_VIOLATION.equals(failed.getSQLState())) {
                return false;
            }
            throw failed;
        }
    }

    private void findHead() throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery("SELECT number, hash FROM emcee.journal ORDER BY number DESC LIMIT 1")) {
            if (row.next()) {
                number = row.getLong(1);
                hash = new Hash(row.getString(2));
            }
        }
    }
}
