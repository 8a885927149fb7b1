package io.emcee.backfill;

import static java.util.stream.Collectors.joining;

import io.emcee.batch.BatchResult;
import io.emcee.catalog.Identifier;
import io.emcee.catalog.Literal;
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
final class KeyWalk implements Walk {
    private final Connection connection;
    private final Work work;
    private final List<String> types;
    private Checkpoint checkpoint;
    private Cost cost = Cost.NONE;

    KeyWalk(Connection connection, Work work, List<String> types, Checkpoint checkpoint) {
        this.connection = connection;
        this.work = work;
        this.types = types;
        this.checkpoint = checkpoint;
    }

    @Override
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public void counted(long total) {
        checkpoint = checkpoint.counted(total);
    }

    @Override
    public Order order() {
        return Order.KEY;
    }

    @Override
    public Cost cost() {
        return cost;
    }

    @Override
    public Optional<String> reason() {
        return Optional.of("a part of the table is not kept in a heap of PostgreSQL's own");
    }

    @Override
    public BatchResult next(int size) throws SQLException {
        Optional<List<String>> until = end(size);
        String range = after() + until.map(key -> " AND " + compare("<=", key)).orElse("");
        Position position = until.map(Position::key).orElseGet(() -> Position.start(Optional.of(Order.KEY)));
        Piece.Done done = new Piece(range, position).run(connection, work, checkpoint, 0);
        checkpoint = done.checkpoint();
        cost = cost.plus(done.cost());
        return done.result();
    }

    /** The key of the batch's last row; empty when fewer rows than a batch are left. */
    private Optional<List<String>> end(int size) throws SQLException {
        String select = "SELECT " + columns("::text") + " FROM " + work.name() + " WHERE " + after() + " ORDER BY "
                + columns("") + " OFFSET " + (size - 1) + " LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            return row.next() ? Optional.of(key(row)) : Optional.empty();
        }
    }

    private String after() {
        return checkpoint.position().after().map(key -> compare(">", key)).orElse("TRUE");
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

    private List<String> key(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= work.key().size(); i++) {
            values.add(row.getString(i));
        }
        return values;
    }
}
