package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.Literal;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.Table;
import io.emcee.catalog.Tables;
import io.emcee.engine.Engine;
import io.emcee.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a purge would find, for whoever looks before it is run. Needs only a role that may read; every method opens a
 * connection that cannot write and closes it, so that nothing is left behind. Thread-safe. What takes long ends after the
 * time limit that the method was given, or the engine's, as {@link io.emcee.engine.DatabaseFailed}.
 */
public final class Review {
    private static final int BEGINNING = 200;
    private static final int PAGE = 1_000;

    private final Engine engine;
    private final PurgeRules rules;
    private final Patience patience;

    public Review(Engine engine, PurgeRules rules) {
        this(engine, rules, new Patience());
    }

    private Review(Engine engine, PurgeRules rules, Patience patience) {
        this.engine = engine;
        this.rules = rules;
        this.patience = patience;
    }

    /** The same review, whose questions somebody can end before they are answered. */
    public Review with(Patience other) {
        return new Review(engine, rules, other);
    }

    /** The server's time minus the age. */
    public Cutoff cutoff(Duration age) {
        return read(connection -> Cutoff.before(PurgePlanner.now(connection), age));
    }

    /** Every table that notes when a row was deleted, by name, from statistics alone. */
    public List<TableReview> tables() {
        return read(connection -> {
            List<Table> tables = Tables.of(connection, engine.schema(connection), rules.names()).stream()
                    .filter(table ->
                            table.softDelete().flatMap(SoftDelete::time).isPresent())
                    .filter(table -> table.partition() != Table.Partition.MEMBER)
                    .toList();
            Map<QualifiedName, Ages> ages = EstimatedAges.of(connection, tables);
            return tables.stream()
                    .map(table -> new TableReview(
                            table,
                            ages.getOrDefault(table.name(), Ages.NONE),
                            rules.tables().contains(table.name().name()),
                            rules.guard(table.name().name())))
                    .toList();
        });
    }

    /** The deleted rows of a table by the day, counted: one read of the table. */
    public Ages ages(QualifiedName table, Duration limit) {
        return look(limit, table, (connection, hindrances) -> {
            Table root = hindrances.tree().root();
            SoftDelete marks = root.softDelete().orElseThrow();
            SoftDelete.Time time = marks.time().orElseThrow();
            String column = "r." + Identifier.quote(time.column());
            String day = "date_trunc('day', " + column + (time.withZone() ? " AT TIME ZONE 'UTC'" : "") + ")";
            String flag = marks.flag()
                    .map(by -> " AND (" + Cutoff.flagged(by, "r") + ") IS TRUE")
                    .orElse("");
            TreeMap<Instant, Double> before = new TreeMap<>();
            double sum = 0;
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("SELECT " + day + ", count(*) FROM "
                            + root.name().quoted() + " AS r WHERE " + column + " IS NOT NULL" + flag
                            + " GROUP BY 1 ORDER BY 1")) {
                while (row.next()) {
                    Instant at = row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
                    before.putIfAbsent(at, sum);
                    sum += row.getLong(2);
                    before.put(at.plus(Duration.ofDays(1)), sum);
                }
            }
            return new Ages(before, true);
        });
    }

    /** Everything about the trees of a table, counted: reads every table of the tree. */
    public Counts count(QualifiedName table, Cutoff cutoff, Duration limit) {
        return look(
                limit,
                table,
                (connection, any) ->
                        new Counting(connection, new Hindrances(any.tree(), cutoff, Holds.active(connection))).all());
    }

    /**
     * A page of candidates in the order of their keys, however many there are.
     *
     * @param after the key of the last one of the page before; empty for the first page
     * @param size how many at most
     */
    public List<Candidate> candidates(QualifiedName table, Cutoff cutoff, Optional<List<String>> after, int size) {
        return candidates(table, cutoff, Slice.after(after, size));
    }

    /** As the other, of any part of them. */
    public List<Candidate> candidates(QualifiedName table, Cutoff cutoff, Slice slice) {
        return look(slice.limit(), table, (connection, any) -> {
            Hindrances hindrances = new Hindrances(any.tree(), cutoff, Holds.active(connection));
            return page(
                    connection,
                    hindrances,
                    hindrances.cutoff().candidate(any.tree().root(), "r"),
                    slice);
        });
    }

    /** As {@link #candidates}: rows whose marks contradict each other, which are never purged. */
    public List<Candidate> anomalies(QualifiedName table, Optional<List<String>> after, int size) {
        return anomalies(table, Slice.after(after, size));
    }

    /** As the other, of any part of them. */
    public List<Candidate> anomalies(QualifiedName table, Slice slice) {
        return look(
                slice.limit(),
                table,
                (connection, any) -> page(
                        connection,
                        any,
                        Anomaly.condition(any.tree().root(), "r").orElse("FALSE"),
                        slice));
    }

    /**
     * A part of a list in the order of the keys.
     *
     * @param beside the key of the row next to it; empty for the list's first rows, or its last
     * @param backwards whether it ends before that row, or at the list's end; else it begins after it
     * @param size how many at most
     * @param filter what the key must contain, whatever the case; empty for any
     * @param limit how long it may take; zero for the engine's
     */
    public record Slice(Optional<List<String>> beside, boolean backwards, int size, String filter, Duration limit) {
        static Slice after(Optional<List<String>> key, int size) {
            return new Slice(key, false, size, "", Duration.ZERO);
        }

        /** {@code  AND ("id") > (CAST('0a1b' AS uuid)) AND ... ORDER BY "id" LIMIT 100}. */
        private String sql(Rows primary, List<String> columns) {
            String order = String.join(", ", columns);
            String from = beside.map(
                            key -> " AND (" + order + ") " + (backwards ? "<" : ">") + " " + constants(primary, key))
                    .orElse("");
            String words = columns.stream().map(column -> column + "::text").collect(joining(", "));
            String found = filter.isEmpty()
                    ? ""
                    : " AND position(lower(" + Literal.quote(filter) + ") IN lower(concat_ws(', ', " + words
                            + "))) > 0";
            String way = columns.stream()
                    .map(column -> column + (backwards ? " DESC" : ""))
                    .collect(joining(", "));
            return from + found + " ORDER BY " + way + " LIMIT " + size;
        }
    }

    private static List<Candidate> page(Connection connection, Hindrances hindrances, String condition, Slice slice)
            throws SQLException {
        Table root = hindrances.tree().root();
        Rows primary = Keys.primaryOf(root);
        List<String> order = Keys.primary(root).stream()
                .map(column -> "r." + Identifier.quote(column))
                .toList();
        String time = root.softDelete().flatMap(SoftDelete::time).orElseThrow().column();
        List<Candidate> page = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT " + beginnings(connection, root) + " FROM "
                        + root.name().quoted() + " AS r WHERE " + condition + slice.sql(primary, order))) {
            ResultSetMetaData names = row.getMetaData();
            while (row.next()) {
                Map<String, String> columns = new LinkedHashMap<>();
                for (int i = 1; i <= names.getColumnCount(); i++) {
                    String name = names.getColumnLabel(i);
                    Optional.ofNullable(row.getString(i)).ifPresent(value -> columns.put(name, value));
                }
                List<String> key = Keys.primary(root).stream()
                        .map(column -> columns.getOrDefault(column, ""))
                        .toList();
                page.add(new Candidate(key, columns.getOrDefault(time, ""), Candidate.State.GOES, columns));
            }
        }
        if (slice.backwards()) {
            Collections.reverse(page);
        }
        return judged(connection, hindrances, page);
    }

    /** A key is never cut, since it asks for the next page. */
    private static String beginnings(Connection connection, Table table) throws SQLException {
        return fields(connection, table).stream()
                .map(field -> {
                    String text = "r." + Identifier.quote(field.name()) + "::text";
                    String value =
                            Keys.primary(table).contains(field.name()) ? text : "left(" + text + ", " + BEGINNING + ")";
                    return value + " AS " + Identifier.quote(field.name());
                })
                .collect(joining(", "));
    }

    private static List<Candidate> judged(Connection connection, Hindrances hindrances, List<Candidate> page)
            throws SQLException {
        if (page.isEmpty()) {
            return page;
        }
        Table root = hindrances.tree().root();
        Rows primary = Keys.primaryOf(root);
        Rows keys = new Rows(
                primary.columns(),
                primary.types(),
                page.stream().map(Candidate::key).toList());
        String which = keys.match("r");
        List<List<String>> held =
                new ArrayList<>(keys(connection, primary, hindrances.roots(which, hindrances::holding)));
        held.addAll(keys(
                connection,
                primary,
                hindrances
                        .holds()
                        .condition(root, "r")
                        .map(condition -> "SELECT " + primary.selection("r") + " FROM "
                                + root.name().quoted() + " AS r WHERE " + which + " AND " + condition)));
        List<List<String>> blocked = keys(connection, primary, hindrances.roots(which, hindrances::blocking));
        return page.stream()
                .map(one -> new Candidate(
                        one.key(),
                        one.deletedAt(),
                        held.contains(one.key())
                                ? Candidate.State.HELD
                                : blocked.contains(one.key()) ? Candidate.State.BLOCKED : Candidate.State.GOES,
                        one.columns()))
                .toList();
    }

    private static List<List<String>> keys(Connection connection, Rows primary, Optional<String> query)
            throws SQLException {
        return query.isEmpty()
                ? List.of()
                : primary.query(connection, query.get()).values();
    }

    private static String constants(Rows template, List<String> values) {
        List<String> constants = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            constants.add("CAST(" + Literal.quote(values.get(i)) + " AS "
                    + template.types().get(i) + ")");
        }
        return "(" + String.join(", ", constants) + ")";
    }

    /** The rows that keep candidates of a table, those of the first roots. */
    public List<Blocking> blocking(QualifiedName table, Cutoff cutoff, int size) {
        return look(Duration.ZERO, table, (connection, any) -> {
            Hindrances hindrances = new Hindrances(any.tree(), cutoff, Holds.active(connection));
            return Blockings.of(
                    connection, hindrances, cutoff.candidate(any.tree().root(), "r"), size);
        });
    }

    /** The rows that keep one root. */
    public List<Blocking> blocking(QualifiedName table, Cutoff cutoff, List<String> key, int size) {
        return look(Duration.ZERO, table, (connection, any) -> {
            Hindrances hindrances = new Hindrances(any.tree(), cutoff, Holds.active(connection));
            return Blockings.of(connection, hindrances, one(any.tree().root(), key), size);
        });
    }

    /**
     * A root with all that goes with it, parents first.
     *
     * @param size how many rows of each table at most
     */
    public List<TreeRow> tree(QualifiedName table, Cutoff cutoff, List<String> key, int size) {
        return look(Duration.ZERO, table, (connection, any) -> {
            Hindrances hindrances = new Hindrances(any.tree(), cutoff, Holds.active(connection));
            return TreeRows.of(connection, hindrances, one(any.tree().root(), key), size);
        });
    }

    /** Every value of one row in full, in the table's order; empty when there is no such row. */
    public List<Field> row(QualifiedName table, List<String> key) {
        return look(Duration.ZERO, table, (connection, any) -> {
            Table root = any.tree().root();
            List<Field> fields = fields(connection, root);
            String columns = fields.stream()
                    .map(field -> "r." + Identifier.quote(field.name()) + "::text")
                    .collect(joining(", "));
            List<Field> row = new ArrayList<>();
            try (Statement select = connection.createStatement();
                    ResultSet values = select.executeQuery(
                            "SELECT " + columns + " FROM " + root.name().quoted() + " AS r WHERE " + one(root, key))) {
                if (values.next()) {
                    for (int i = 0; i < fields.size(); i++) {
                        row.add(new Field(
                                fields.get(i).name(),
                                fields.get(i).type(),
                                Optional.ofNullable(values.getString(i + 1))));
                    }
                }
            }
            return row;
        });
    }

    private static String one(Table table, List<String> key) {
        Rows primary = Keys.primaryOf(table);
        return new Rows(primary.columns(), primary.types(), List.of(key)).match("r");
    }

    private static List<Field> fields(Connection connection, Table table) throws SQLException {
        List<Field> fields = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT attname, format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute
                WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
                """)) {
            select.setString(1, table.name().quoted());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    fields.add(new Field(row.getString(1), row.getString(2), Optional.empty()));
                }
            }
        }
        return fields;
    }

    /** What a list is written as. */
    public enum Format {
        /** With a header; no cell is a formula to a spreadsheet. */
        CSV,
        /** One object on each line. */
        JSON
    }

    /**
     * Writes every candidate of a table, in pages, so that memory does not grow with them.
     *
     * @param out is not closed
     * @return how many
     * @throws UncheckedIOException when it cannot be written
     */
    public long export(QualifiedName table, Cutoff cutoff, Format format, Appendable out) {
        long written = 0;
        Optional<List<String>> after = Optional.empty();
        List<Candidate> page;
        List<String> columns = look(
                Duration.ZERO,
                table,
                (connection, any) -> fields(connection, any.tree().root()).stream()
                        .map(Field::name)
                        .toList());
        try {
            if (format == Format.CSV) {
                out.append(Stream.concat(Stream.of("state"), columns.stream())
                        .map(Visible::cell)
                        .collect(joining(",", "", "\r\n")));
            }
            do {
                page = candidates(table, cutoff, after, PAGE);
                for (Candidate candidate : page) {
                    out.append(line(candidate, columns, format));
                    after = Optional.of(candidate.key());
                }
                written += page.size();
            } while (page.size() == PAGE);
        } catch (IOException failed) {
            throw new UncheckedIOException("The list cannot be written: " + failed.getMessage(), failed);
        }
        return written;
    }

    private static String line(Candidate candidate, List<String> columns, Format format) {
        String state = candidate.state().name().toLowerCase(Locale.ROOT);
        return switch (format) {
            case CSV ->
                Stream.concat(
                                Stream.of(state),
                                columns.stream()
                                        .map(column -> candidate.columns().getOrDefault(column, "")))
                        .map(Visible::cell)
                        .collect(joining(",", "", "\r\n"));
            case JSON -> {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("state", state);
                facts.putAll(candidate.columns());
                yield Json.line(facts) + "\n";
            }
        };
    }

    private interface Question<T> {
        T ask(Connection connection, Hindrances hindrances) throws SQLException;
    }

    private <T> T read(Engine.Question<T> question) {
        return engine.read("review", connection -> patience.during(connection, () -> question.ask(connection)));
    }

    /** Asks with the tree of a table; whoever needs a cutoff brings their own. */
    private <T> T look(Duration limit, QualifiedName name, Question<T> question) {
        return read(connection -> {
            Patience.limit(connection, limit);
            Relations relations = Relations.read(connection, name.schema(), rules.names());
            Table table = relations
                    .find(name)
                    .orElseThrow(() -> new PurgeRefused("There is no table " + name + " any more."));
            Cutoff never = new Cutoff(Instant.EPOCH, Duration.ZERO);
            return question.ask(connection, new Hindrances(Tree.of(table, relations), never, Holds.active(connection)));
        });
    }

    /** Estimates from the histograms of the columns that hold the time of deletion. */
    private static final class EstimatedAges {
        private EstimatedAges() {}

        static Map<QualifiedName, Ages> of(Connection connection, List<Table> tables) throws SQLException {
            Map<QualifiedName, Ages> ages = new LinkedHashMap<>();
            if (tables.isEmpty()) {
                return ages;
            }
            Map<String, Table> byName = new LinkedHashMap<>();
            tables.forEach(table -> byName.put(table.name().name(), table));
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT tablename, null_frac, histogram_bounds::text::timestamptz[]::text[],
                           most_common_vals::text::timestamptz[]::text[], most_common_freqs
                    FROM pg_catalog.pg_stats
                    WHERE schemaname = ? AND tablename = ANY (?) AND attname = ?
                    """)) {
                select.setString(1, tables.get(0).name().schema());
                select.setArray(
                        2, connection.createArrayOf("text", byName.keySet().toArray()));
                select.setString(
                        3,
                        tables.get(0)
                                .softDelete()
                                .flatMap(SoftDelete::time)
                                .orElseThrow()
                                .column());
                try (Statement utc = connection.createStatement()) {
                    utc.execute("SET timezone = 'UTC'");
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        Table table = byName.get(row.getString(1));
                        if (table != null) {
                            ages.put(table.name(), of(table, row));
                        }
                    }
                }
            }
            return ages;
        }

        private static Ages of(Table table, ResultSet row) throws SQLException {
            double rows = table.rows().orElse(0);
            TreeMap<Instant, Double> share = new TreeMap<>();
            double common = common(row, share);
            List<Instant> bounds = times(row.getArray(3));
            double rest = Math.max(0, 1 - row.getDouble(2) - common) / Math.max(1, bounds.size() - 1);
            for (int i = 1; i < bounds.size(); i++) {
                share.merge(bounds.get(i), rest, Double::sum);
            }
            TreeMap<Instant, Double> before = new TreeMap<>();
            double sum = 0;
            Instant first = share.isEmpty() ? Instant.EPOCH : share.firstKey();
            before.put(bounds.isEmpty() || first.isBefore(bounds.get(0)) ? first : bounds.get(0), 0.0);
            for (Map.Entry<Instant, Double> part : share.entrySet()) {
                sum += part.getValue() * rows;
                before.put(part.getKey().plusMillis(1), sum);
            }
            return new Ages(before, false);
        }

        /** Puts the shares of the commonest values, and answers their sum. */
        private static double common(ResultSet row, Map<Instant, Double> share) throws SQLException {
            List<Instant> values = times(row.getArray(4));
            Array frequencies = row.getArray(5);
            double sum = 0;
            for (int i = 0; i < values.size(); i++) {
                double frequency = ((Number) ((Object[]) frequencies.getArray())[i]).doubleValue();
                share.merge(values.get(i), frequency, Double::sum);
                sum += frequency;
            }
            return sum;
        }

        private static List<Instant> times(java.sql.@org.jspecify.annotations.Nullable Array array)
                throws SQLException {
            List<Instant> times = new ArrayList<>();
            if (array != null) {
                for (String text : (String[]) array.getArray()) {
                    times.add(OffsetDateTime.parse(text.replace(' ', 'T').replaceFirst("\\+00$", "Z"))
                            .toInstant());
                }
            }
            return times;
        }
    }
}
