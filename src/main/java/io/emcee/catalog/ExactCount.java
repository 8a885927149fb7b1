package io.emcee.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The exact number of soft-deleted rows of one table, which may take long. Runs once. */
public final class ExactCount {
    private final Table table;
    private final SoftDelete softDelete;
    private final Duration limit;
    private Optional<Statement> running = Optional.empty();
    private boolean cancelled;

    /**
     * @param table that has soft-delete columns
     * @param limit after which the server gives up; zero for none
     */
    public ExactCount(Table table, Duration limit) {
        this.table = table;
        this.softDelete = table.softDelete().orElseThrow();
        this.limit = limit;
    }

    /**
     * Counts on a connection in autocommit, whose statement_timeout is afterwards what it was when the session began.
     * Waits for a table that is being altered, within the limit.
     *
     * @return the count; empty when the limit was reached or {@link #cancel} called
     */
    public Optional<SoftDeletedCount> run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!begin(statement)) {
                return Optional.empty();
            }
            try {
                statement.execute("SET statement_timeout = " + limit.toMillis());
                return Optional.of(count(statement));
            } catch (SQLException e) {
                if (SqlState.QUERY_CANCELED.in(e)) {
                    return Optional.empty();
                }
                throw e;
            } finally {
                end();
                statement.execute("RESET statement_timeout");
            }
        }
    }

    /** Ends {@link #run} from another thread, also before it has begun; returns when the server has let go of it. */
    public synchronized void cancel() throws SQLException, InterruptedException {
        cancelled = true;
        while (running.isPresent()) {
            // Repeated: the driver ignores a cancel that comes just before the statement is on its way.
            running.get().cancel();
            wait(20);
        }
    }

    private synchronized boolean begin(Statement statement) {
        running = cancelled ? Optional.empty() : Optional.of(statement);
        return !cancelled;
    }

    private synchronized void end() {
        running = Optional.empty();
        notifyAll();
    }

    private SoftDeletedCount count(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(query())) {
            row.next();
            return new SoftDeletedCount(Quality.EXACT, row.getLong(1), time(row, 2), time(row, 3));
        }
    }

    /** Takes ACCESS SHARE, as every SELECT. */
    private String query() {
        return """
            SELECT count(*), %s, %s FROM %s WHERE %s
            """.formatted(time("min"), time("max"), table.name().quoted(), softDelete.condition());
    }

    private String time(String aggregate) {
        return softDelete
                .time()
                .map(time -> aggregate + "(" + Identifier.quote(time.column()) + ")"
                        + (time.withZone() ? "" : " AT TIME ZONE 'UTC'"))
                .orElse("NULL::timestamptz");
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
