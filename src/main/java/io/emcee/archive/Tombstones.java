package io.emcee.archive;

import io.emcee.catalog.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What refuses the keys of purged rows, and must let pass those that return. */
@FunctionalInterface
public interface Tombstones {
    /** Where nothing refuses keys. */
    Tombstones NONE = (connection, table, keys) -> {};

    /**
     * Lifts what keeps rows out, in the transaction in which they are about to be inserted.
     *
     * @param keys the values of each row's key, as text, in the order of the key's columns
     */
    void lift(Connection connection, QualifiedName table, List<List<String>> keys) throws SQLException;
}
