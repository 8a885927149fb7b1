package io.emcee.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Columns that may be NULL. */
final class Rows {
    private Rows() {}

    static OptionalLong number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
