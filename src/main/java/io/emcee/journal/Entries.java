package io.emcee.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reads the journal, a page at a time: no read keeps a transaction open, however long the journal is. A database that
 * has no journal has no entries.
 */
public final class Entries {
    private static final int PAGE = 1_000;
    /** What the column holds may have been altered: it is read as text, and judged by the chain. */
    private static final String COLUMNS = "number, at, run, kind, role, os_user, host, application, facts, hash";

    private final Connection connection;

    /** @param connection may be one that cannot write */
    public Entries(Connection connection) {
        this.connection = connection;
    }

    /** Whether the database has a journal. */
    public boolean present() throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT to_regclass('emcee.journal') IS NOT NULL")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /**
     * The newest entries, newest first.
     *
     * @param before only those with a smaller number, for the page that follows; {@link Long#MAX_VALUE} for the first
     * @param limit how many at most, at least 1
     */
    public List<Entry> newest(Filter filter, long before, int limit) throws SQLException {
        return present() ? page(filter, "number < ? ORDER BY number DESC", before, limit) : List.of();
    }

    /** The entry that began the newest run. */
    public OptionalLong lastRun() throws SQLException {
        if (!present()) {
            return OptionalLong.empty();
        }
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT max(run) FROM emcee.journal")) {
            row.next();
            long run = row.getLong(1);
            return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(run);
        }
    }

    /** Passes the entries on, oldest first. */
    public void each(Filter filter, Consumer<Entry> reader) throws SQLException {
        long last = 0;
        List<Entry> page = after(filter, last, PAGE);
        while (!page.isEmpty()) {
            page.forEach(reader);
            last = page.get(page.size() - 1).number();
            page = after(filter, last, PAGE);
        }
    }

    /**
     * The entries that follow one, oldest first.
     *
     * @param number of that one; 0 for the beginning
     * @param limit how many at most, at least 1
     */
    public List<Entry> after(Filter filter, long number, int limit) throws SQLException {
        return present() ? page(filter, "number > ? ORDER BY number", number, limit) : List.of();
    }

    private List<Entry> page(Filter filter, String place, long number, int limit) throws SQLException {
        String run = filter.run().isPresent() ? "run = ? AND " : "";
        String text = filter.text().isEmpty()
                ? ""
                : "strpos(lower(concat_ws(' ', kind, role, os_user, host, facts)), lower(?)) > 0 AND ";
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM emcee.journal WHERE " + run + text + place + " LIMIT ?")) {
            int next = 1;
            if (filter.run().isPresent()) {
                select.setLong(next++, filter.run().getAsLong());
            }
            if (!filter.text().isEmpty()) {
                select.setString(next++, filter.text());
            }
            select.setLong(next++, number);
            select.setInt(next, limit);
            return read(select);
        }
    }

    private static List<Entry> read(PreparedStatement select) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                entries.add(entry(row));
            }
        }
        return entries;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long run = row.getLong("run");
        OptionalLong of = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(run);
        return new Entry(
                row.getLong("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                of,
                row.getString("kind"),
                new Author(
                        row.getString("role"),
                        row.getString("os_user"),
                        row.getString("host"),
                        row.getString("application")),
                row.getString("facts"),
                hash(row.getString("hash")));
    }

    /** A hash that is none follows nothing. */
    private static Hash hash(String text) {
        try {
            return new Hash(text);
        } catch (IllegalArgumentException altered) {
            return Hash.NONE;
        }
    }
}
