package io.emcee.rehearsal;

import io.emcee.catalog.Identifier;
import io.emcee.database.Database;
import io.emcee.engine.Engine;
import io.emcee.engine.Failures;
import io.emcee.engine.HistoryRow;
import io.emcee.engine.Records;
import io.emcee.engine.StopSignal;
import io.emcee.revision.RevisionId;
import io.emcee.script.Part;
import io.emcee.script.Script;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Gives an empty database the structure of the target: from a dump, else by replaying what is applied. */
final class Copier {
    private final Engine engine;
    private final Database database;
    private final Target target;
    private final Scratch scratch;
    private final StopSignal stop;

    Copier(Engine engine, Database database, Target target, Scratch scratch, StopSignal stop) {
        this.engine = engine;
        this.database = database;
        this.target = target;
        this.scratch = scratch;
        this.stop = stop;
    }

    /**
     * Makes the copy.
     *
     * @param notes gets why it is not from a dump
     * @return the program that made the dump; empty when the revisions were replayed
     * @throws RehearsalFailed when neither succeeds
     */
    Optional<String> copy(Programs programs, List<String> notes) throws SQLException {
        Optional<PgDump> program = programs.fit(target.major());
        if (program.isEmpty()) {
            notes.add(replayed(programs.lack(target.major())));
        } else if (target.crowded()) {
            notes.add(replayed("pg_dump would lock more tables at once than is good for the server; raise its"
                    + " max_locks_per_transaction"));
        } else {
            try {
                restore(program.get().dump(database, stop));
                return program.map(PgDump::toString);
            } catch (PgDump.Refused refused) {
                notes.add(replayed(refused.clause()));
            } catch (SQLException refused) {
                stop.check();
                notes.add(replayed("what " + program.get() + " wrote is refused: " + Failures.words(refused)));
                scratch.renew();
            }
        }
        replay();
        return Optional.empty();
    }

    private static String replayed(String why) {
        return "The copy was made by replaying the applied revisions (" + why
                + "): what the database has beside them is not rehearsed.";
    }

    private void restore(String dump) throws SQLException {
        try (Connection connection = scratch.connect("copy")) {
            new Restore(connection, stop).run(Statement.all(dump));
        }
    }

    private void replay() throws SQLException {
        try (Connection connection = scratch.connect("copy")) {
            run(connection, "CREATE SCHEMA IF NOT EXISTS " + Identifier.quote(target.schema()));
            Sessions.prepare(connection, target.searchPath());
            Optional<Records> records = records();
            for (RevisionId id : engine.set().graph().byRelease()) {
                replay(connection, engine.set().script(id), records);
            }
        }
    }

    private Optional<Records> records() {
        return engine.inspect()
                .<Optional<Records>>fold(
                        controlled -> Optional.of(controlled.records()),
                        empty -> Optional.empty(),
                        adoptable -> Optional.empty(),
                        unknown -> Optional.empty());
    }

    /** Rows are not there to be migrated. */
    private void replay(Connection connection, Script script, Optional<Records> records) throws SQLException {
        List<HistoryRow> rows = records.map(known -> known.rows(script.id())).orElse(List.of());
        for (Part part : script.parts()) {
            boolean applied = rows.stream().anyMatch(row -> row.part() == part.number() && row.success());
            for (Statement statement : applied ? part.statements() : List.<Statement>of()) {
                stop.check();
                replay(connection, script, statement);
            }
        }
    }

    private void replay(Connection connection, Script script, Statement statement) throws SQLException {
        try {
            run(connection, statement.sql());
        } catch (SQLException failed) {
            stop.check();
            throw new RehearsalFailed(
                    "The revision \"" + script.id() + "\", which is applied, could not be replayed for a copy: "
                            + Failures.words(failed) + "; a pg_dump of the server's version needs no replay.",
                    failed);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
