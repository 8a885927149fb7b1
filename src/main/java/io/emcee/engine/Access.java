package io.emcee.engine;

import java.sql.Connection;
import javax.sql.DataSource;

/** How the engine reaches the target database. Every connection is in autocommit; the engine closes what it opens. */
public interface Access {
    /** A connection that the server itself keeps from writing. */
    Connection reader(String purpose);

    /** A connection that may write, without a time limit. */
    Connection writer(String purpose);

    /** A small pool of writers; borrowing must be cheap, for Flyway borrows for every run. */
    Pool pool(String purpose, int size);

    /** The name of the database as the operator knows it, for messages. */
    String database();

    /** A pool and how to close it. */
    interface Pool extends AutoCloseable {
        DataSource dataSource();

        @Override
        void close();
    }
}
