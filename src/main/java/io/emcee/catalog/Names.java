package io.emcee.catalog;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Binds names of tables as two arrays side by side: of their schemas, and of the names in them. */
final class Names {
    private Names() {}

    /** @param first the parameter of the schemas; that of the names is the next */
    static void bind(PreparedStatement statement, int first, Collection<QualifiedName> tables) throws SQLException {
        statement.setArray(
                first,
                statement
                        .getConnection()
                        .createArrayOf(
                                "text",
                                tables.stream().map(QualifiedName::schema).toArray()));
        statement.setArray(
                first + 1,
                statement
                        .getConnection()
                        .createArrayOf(
                                "text", tables.stream().map(QualifiedName::name).toArray()));
    }
}
