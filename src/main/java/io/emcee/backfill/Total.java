package io.emcee.backfill;

import io.emcee.catalog.Literal;
import io.emcee.catalog.SqlState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many rows a data migration has to migrate in all. */
final class Total {
    private static final Pattern ROWS = Pattern.compile("rows=([0-9]{1,18})");

    private Total() {}

    /** At once: what is small is counted, what is large is estimated from its size, as if all its rows were pending. */
    static Checkpoint atOnce(Connection connection, Work work, Position position, long done) throws SQLException {
        try {
            return Transaction.of(connection, () -> {
                try (Statement limit = connection.createStatement()) {
                    limit.execute("SET LOCAL statement_timeout = '200ms'");
                }
                long pending = Backfill.pending(connection, work, Long.MAX_VALUE);
                return new Checkpoint(position, done, done + pending, true);
            });
        } catch (SQLException failed) {
            if (!SqlState.QUERY_CANCELED.in(failed)) {
                throw failed;
            }
            return new Checkpoint(position, done, Math.max(done, estimate(connection, work)), false);
        }
    }

    /** The planner knows the size of the table and of its partitions, even where nobody has analyzed them. */
    private static long estimate(Connection connection, Work work) throws SQLException {
        try (Statement explain = connection.createStatement();
                ResultSet row = explain.executeQuery("EXPLAIN SELECT FROM " + work.name())) {
            row.next();
            Matcher rows = ROWS.matcher(row.getString(1));
            return rows.find() ? Long.parseLong(rows.group(1)) : 0;
        }
    }

    /** Exactly, while a backfill goes on: what is done and what is pending are read at the same moment. */
    static long exact(Connection reader, Work work) throws SQLException {
        // Nothing is bound: a question mark in the condition would be taken for a parameter.
        try (Statement count = reader.createStatement();
                ResultSet row = count.executeQuery("SELECT (SELECT count(*) FROM " + work.name() + " WHERE ("
                        + work.pending() + ")) + coalesce((SELECT rows_done FROM emcee.checkpoint WHERE revision = "
                        + Literal.quote(work.revision().text()) + " AND checksum = " + work.checksum() + "), 0)")) {
            row.next();
            return row.getLong(1);
        }
    }
}
