package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.Table;
import io.emcee.engine.Engine;
import io.emcee.engine.Failures;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The holds of a database. Thread-safe; each method opens a connection of its own. */
public final class Holds {
    private final Engine engine;

    public Holds(Engine engine) {
        this.engine = engine;
    }

    /** Every hold, also what was lifted or has ended, oldest first; only reads. */
    public List<Hold> all() {
        return engine.read("holds", connection -> read(connection, "TRUE"));
    }

    /** What holds now, for conditions; only reads. */
    static Active active(Connection connection) throws SQLException {
        return new Active(read(connection, "lifted_at IS NULL AND (until IS NULL OR until > now())"));
    }

    /** The holds of one moment. */
    record Active(List<Hold> holds) {
        static final Active NONE = new Active(List.of());

        /** The condition that holds for rows of the table that are held; empty when none is. */
        Optional<String> condition(Table table, String alias) {
            List<Hold> of = of(table.name());
            return of.isEmpty()
                    ? Optional.empty()
                    : Optional.of(of.stream().map(hold -> hold.condition(alias)).collect(joining(" OR ", "(", ")")));
        }

        /** {@code AND NOT (...)}; nothing when no row of the table is held. */
        String except(Table table, String alias) {
            return condition(table, alias).map(held -> " AND NOT " + held).orElse("");
        }

        private List<Hold> of(QualifiedName table) {
            return holds.stream().filter(hold -> hold.table().equals(table)).toList();
        }
    }

    /**
     * Holds one row, or all that meet a filter, whether or not a purge is running.
     *
     * @param table by its name alone, or with its schema
     * @param rows what to hold
     * @return the hold, and how many rows it holds at this moment
     * @throws PurgeRefused when there is no such table, column or row
     */
    public Held add(String table, Wanted rows) {
        Hold[] made = new Hold[1];
        long[] count = new long[1];
        engine.write("hold_added", connection -> {
            Table found = table(connection, table);
            List<Hold.Term> terms = rows.terms(found);
            made[0] = insert(connection, found.name(), terms, rows);
            count[0] = count(connection, made[0]);
            if (rows.key().isPresent() && count[0] == 0) {
                throw new PurgeRefused("There is no row " + made[0].words() + " in " + found.name()
                        + ", so there is nothing to hold; a row that was purged comes back only from an archive.");
            }
            Map<String, Object> facts = made[0].facts();
            facts.put("held_now", count[0]);
            facts.put("sentence", "Hold " + made[0].number() + " on " + made[0].table() + ": " + made[0].words());
            return facts;
        });
        return new Held(made[0], count[0]);
    }

    /** A hold, and how many rows it holds now. */
    public record Held(Hold hold, long rows) {}

    /**
     * What to hold, and why.
     *
     * @param key the values of a row's primary key, in its order; empty for a filter
     * @param filter conditions that a row must meet, all of them
     * @param until when the hold ends; empty for never
     */
    public record Wanted(Optional<List<String>> key, List<Hold.Term> filter, String reason, Optional<Instant> until) {
        List<Hold.Term> terms(Table table) {
            List<String> columns = Keys.primary(table);
            if (key.isEmpty()) {
                return filter;
            }
            if (columns.size() != key.get().size() || columns.isEmpty()) {
                throw new PurgeRefused("The primary key of " + table.name() + " has " + columns.size()
                        + " columns (" + String.join(", ", columns) + "), not "
                        + key.get().size()
                        + "; give a value for each, or a filter.");
            }
            List<Hold.Term> terms = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                terms.add(new Hold.Term(columns.get(i), "=", key.get().get(i)));
            }
            return terms;
        }
    }

    /**
     * Lifts a hold.
     *
     * @throws PurgeRefused when none of that number holds
     */
    public void lift(long number, String reason) {
        engine.write("hold_lifted", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE emcee.hold SET lifted_at = clock_timestamp(), lifted_by = ?, lifted_because = ?
                    WHERE number = ? AND lifted_at IS NULL
                    """)) {
                update.setString(1, engine.actor().toString());
                update.setString(2, reason);
                update.setLong(3, number);
                if (update.executeUpdate() == 0) {
                    throw new PurgeRefused(
                            "There is no hold " + number + " that could be lifted; see: emcee hold list");
                }
            }
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("hold", number);
            facts.put("reason", reason);
            facts.put("sentence", "Hold " + number + " lifted: " + reason);
            return facts;
        });
    }

    private Table table(Connection connection, String name) throws SQLException {
        var marks = engine.set().softDelete();
        Relations relations =
                Relations.read(connection, engine.schema(connection), new SoftDelete.Names(marks.flag(), marks.at()));
        return relations
                .find(name)
                .or(() -> relations.tables().values().stream()
                        .filter(table -> table.name().toString().equals(name))
                        .findFirst())
                .orElseThrow(() -> new PurgeRefused("There is no table \"" + name + "\" to hold rows of."));
    }

    private Hold insert(Connection connection, QualifiedName table, List<Hold.Term> terms, Wanted wanted)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO emcee.hold (table_schema, table_name, columns, operators, operands, reason, until, held_by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                RETURNING *
                """)) {
            insert.setString(1, table.schema());
            insert.setString(2, table.name());
            insert.setArray(
                    3, array(connection, terms.stream().map(Hold.Term::column).toList()));
            insert.setArray(
                    4, array(connection, terms.stream().map(Hold.Term::operator).toList()));
            insert.setArray(
                    5, array(connection, terms.stream().map(Hold.Term::operand).toList()));
            insert.setString(6, wanted.reason());
            insert.setObject(
                    7, wanted.until().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null));
            insert.setString(8, engine.actor().toString());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return of(row);
            }
        }
    }

    private static Array array(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** Waits for a batch that is about to delete such rows. */
    private static long count(Connection connection, Hold hold) throws SQLException {
        String sql = "SELECT count(*) FROM " + hold.table().quoted() + " AS r WHERE " + hold.condition("r");
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException wrong) {
            throw new PurgeRefused("The rows " + hold.words() + " of " + hold.table() + " cannot be looked for ("
                    + Failures.words(wrong) + "); name a column of the table and a value that fits it.");
        }
    }

    private static List<Hold> read(Connection connection, String condition) throws SQLException {
        List<Hold> holds = new ArrayList<>();
        if (!Engine.keepsHolds(connection)) {
            return holds;
        }
        try (Statement select = connection.createStatement();
                ResultSet rows =
                        select.executeQuery("SELECT * FROM emcee.hold WHERE " + condition + " ORDER BY number")) {
            while (rows.next()) {
                holds.add(of(rows));
            }
        }
        return holds;
    }

    private static Hold of(ResultSet row) throws SQLException {
        String[] columns = (String[]) row.getArray("columns").getArray();
        String[] operators = (String[]) row.getArray("operators").getArray();
        String[] operands = (String[]) row.getArray("operands").getArray();
        List<Hold.Term> terms = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            terms.add(new Hold.Term(columns[i], operators[i], operands[i]));
        }
        String liftedBy = row.getString("lifted_by");
        return new Hold(
                row.getLong("number"),
                new QualifiedName(row.getString("table_schema"), row.getString("table_name")),
                terms,
                row.getString("reason"),
                time(row, "until"),
                time(row, "held_at").orElseThrow(),
                row.getString("held_by"),
                Optional.ofNullable(liftedBy).map(by -> by + ": " + Objects.requireNonNullElse(lifted(row), "")));
    }

    private static String lifted(ResultSet row) {
        try {
            return row.getString("lifted_because");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
