package io.emcee.engine;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The steps of a plan in their order; neighbours of one phase that Flyway can apply in one run are given to it together. */
record Steps(
        TransactionSteps transactions, StatementSteps statements, RowSteps rows, LastLook look, IndexDoctor doctor) {

    void run(List<Step> steps) throws SQLException {
        List<Step> row = new ArrayList<>();
        for (Step step : steps) {
            if (!row.isEmpty() && !joins(row.get(row.size() - 1), step)) {
                runRow(List.copyOf(row));
                row.clear();
            }
            row.add(step);
        }
        runRow(List.copyOf(row));
    }

    private static boolean joins(Step before, Step next) {
        return before.kind() == Step.Kind.TRANSACTION
                && next.kind() == Step.Kind.TRANSACTION
                && before.phase() == next.phase();
    }

    private void runRow(List<Step> row) throws SQLException {
        Step first = row.get(0);
        look.before(row);
        doctor.heal(row);
        switch (first.kind()) {
            case TRANSACTION -> transactions.run(row);
            case STATEMENT -> statements.run(first);
            case ROWS -> rows.run(first);
        }
        look.applied(row);
    }
}
