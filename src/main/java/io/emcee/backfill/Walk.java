package io.emcee.backfill;

import static java.util.stream.Collectors.joining;

import io.emcee.batch.BatchResult;
import io.emcee.batch.Batches;
import io.emcee.catalog.Identifier;
import io.emcee.catalog.Literal;
import io.emcee.catalog.SqlState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * One pass over a table along its key. Walks over all rows, migrated or not, so that a batch never reads more than its
 * size, however few rows are left to do.
 */
final class Walk implements Batches {
    private static final int ATTEMPTS = 6;

    private final Connection connection;
    private final Work work;
    private final List<String> types;
    private Checkpoint checkpoint;

    Walk(Connection connection, Work work, List<String> types, Checkpoint checkpoint) {
        this.connection = connection;
        this.work = work;
        this.types = types;
        this.checkpoint = checkpoint;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Clients write at the same time, so a batch that had to yield to one of them is tried again. */
    @Override
    public BatchResult next(int size) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return batch(size);
            } catch (SQLException failed) {
                if (attempt == ATTEMPTS || !SqlState.passing(failed)) {
                    throw failed;
                }
            }
        }
    }

    private BatchResult batch(int size) throws SQLException {
        Checkpoint before = checkpoint;
        checkpoint = Transaction.of(connection, () -> {
            Optional<List<String>> until = end(size);
            Checkpoint moved = before.moved(until, update(until));
            moved.write(connection, work.revision(), work.checksum());
            return moved;
        });
        return new BatchResult(
                checkpoint.rows() - before.rows(), checkpoint.after().isEmpty());
    }

    /** The key of the batch's last row; empty when fewer rows than a batch are left. */
    private Optional<List<String>> end(int size) throws SQLException {
        String select = "SELECT " + columns("::text") + " FROM " + table() + " WHERE " + after() + " ORDER BY "
                + columns("") + " OFFSET " + (size - 1) + " LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            return row.next() ? Optional.of(key(row)) : Optional.empty();
        }
    }

    private long update(Optional<List<String>> until) throws SQLException {
        String range =
                "(" + after() + until.map(key -> " AND " + compare("<=", key)).orElse("") + ")";
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(work.statement().apply(range));
        }
    }

    private String after() {
        return checkpoint.after().map(key -> compare(">", key)).orElse("TRUE");
    }

    /** {@code ("images"."id") > (CAST('0a1b' AS character varying(36)))} */
    private String compare(String operator, List<String> key) {
        StringJoiner values = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < types.size(); i++) {
            values.add("CAST(" + Literal.quote(key.get(i)) + " AS " + types.get(i) + ")");
        }
        return "(" + columns("") + ") " + operator + " " + values;
    }

    private String columns(String suffix) {
        return work.key().stream()
                .map(column -> Identifier.quote(work.table()) + "." + Identifier.quote(column) + suffix)
                .collect(joining(", "));
    }

    private String table() {
        return Identifier.quote(work.schema()) + "." + Identifier.quote(work.table());
    }

    private List<String> key(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= work.key().size(); i++) {
            values.add(row.getString(i));
        }
        return values;
    }
}
