package io.emcee.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;

/** The database of a rehearsal. Closed, it is gone; so it is when the process ends, unless that is killed. */
interface Scratch extends AutoCloseable {
    /** A connection that may write, which the caller closes. */
    Connection connect(String purpose);

    /** Makes it empty again. All connections to it must be closed, or are ended. */
    void renew() throws SQLException;

    boolean embedded();

    /** The name of the database. */
    String name();

    /** The version of its server. */
    String version();

    @Override
    void close();
}
