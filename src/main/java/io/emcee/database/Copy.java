package io.emcee.database;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** COPY through the driver's own door. */
public final class Copy {
    private Copy() {}

    /**
     * Streams what {@code COPY ... TO STDOUT} gives, a row a write; never more than one row is held in memory. When
     * {@code out} fails the server is told to stop, the transaction is lost, and the failure comes out as it was.
     *
     * @return the rows
     */
    public static long out(Connection connection, String copy, OutputStream out) throws SQLException, IOException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copy, out);
    }
}
