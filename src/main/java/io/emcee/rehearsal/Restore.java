package io.emcee.rehearsal;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.SqlState;
import io.emcee.engine.StopSignal;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Runs the statements of a dump, many in one go: a large structure has tens of thousands. Not all in one transaction,
 * whose locks would fill the lock table that the server's clients share.
 */
final class Restore {
    private static final int AT_ONCE = 50;

    private final Connection connection;
    private final StopSignal stop;

    Restore(Connection connection, StopSignal stop) {
        this.connection = connection;
        this.stop = stop;
    }

    /** @throws SQLException for the first statement that fails and matters */
    void run(List<Statement> statements) throws SQLException {
        for (int i = 0; i < statements.size(); i += AT_ONCE) {
            stop.check();
            List<Statement> some = statements.subList(i, Math.min(i + AT_ONCE, statements.size())).stream()
                    .filter(statement -> !leadsOut(statement))
                    .toList();
            try {
                execute(some.stream().map(Statement::sql).collect(joining(";\n")));
            } catch (SQLException failed) {
                oneByOne(some);
            }
        }
    }

    /** Without the login of a foreign server, no statement of a rehearsal reaches that server's rows. */
    private static boolean leadsOut(Statement statement) {
        return statement.begins("CREATE", "USER", "MAPPING");
    }

    /** The transaction of all is rolled back: each has one of its own now. */
    private void oneByOne(List<Statement> statements) throws SQLException {
        for (Statement statement : statements) {
            try {
                execute(statement.sql());
            } catch (SQLException failed) {
                if (!harmless(statement, failed)) {
                    throw failed;
                }
            }
        }
    }

    /** A newer pg_dump sets what an older server does not know; event triggers, a superuser's, are not about tables. */
    private static boolean harmless(Statement statement, SQLException failed) {
        return (statement.begins("SET") && SqlState.UNDEFINED_OBJECT.in(failed))
                || statement.begins("CREATE", "EVENT", "TRIGGER")
                || statement.begins("ALTER", "EVENT", "TRIGGER");
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
