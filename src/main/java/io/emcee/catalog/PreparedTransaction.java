package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction of this database that was prepared for a two-phase commit and that nobody has ended. It keeps its locks
 * and its snapshot through every restart of the server.
 *
 * @param id the name its client gave it
 */
public record PreparedTransaction(String id, String owner, Duration age) {
    private static final String QUERY = """
        SELECT gid, owner, (extract(epoch FROM clock_timestamp() - prepared) * 1000)::bigint
        FROM pg_catalog.pg_prepared_xacts WHERE database = current_database() ORDER BY prepared, gid
        """;

    /** The prepared transactions of this database, the oldest first. */
    public static List<PreparedTransaction> read(Connection connection) throws SQLException {
        List<PreparedTransaction> transactions = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery(QUERY)) {
            while (rows.next()) {
                transactions.add(new PreparedTransaction(
                        rows.getString(1), rows.getString(2), Duration.ofMillis(rows.getLong(3))));
            }
        }
        return List.copyOf(transactions);
    }

    /** The statement that undoes it. */
    public String rollback() {
        return "ROLLBACK PREPARED '" + id.replace("'", "''") + "'";
    }
}
