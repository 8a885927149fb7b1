package io.emcee.engine;

import io.emcee.catalog.Contents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at what the steps of a plan drop. */
final class Losses {
    private Losses() {}

    /**
     * Tables and columns that are there now, in the order in which they go.
     */
    static List<Lost> read(Connection connection, Plan plan, String schema) throws SQLException {
        List<Lost> lost = new ArrayList<>();
        for (Step step : plan.steps()) {
            for (Dropped one : Dropped.of(step, schema)) {
                Contents.read(connection, one.table(), one.column())
                        .map(contents -> new Lost(step.id(), one.table(), one.column(), contents))
                        .ifPresent(lost::add);
            }
        }
        return List.copyOf(lost);
    }
}
