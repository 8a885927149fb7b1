package io.emcee.archive;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts the rows of an archive back, parents first, all or nothing. A row that is there as it was archived counts as never
 * deleted; one that differs, whose place is taken or whose parent is gone is a conflict, and then nothing is changed.
 * Holds a few megabytes at a time, and the keys of what was selected. For one thread.
 */
public final class Restore {
    private static final int ROWS = 500;
    private static final long SIZE = 1 << 21;

    /** Classes of SQLSTATE that are about the rows: their data, constraints, what a trigger raises, and rights. */
    private static final List<String> REFUSALS = List.of("22", "23", "42", "P0");

    /** As they were when the rows were taken, so that the same texts mean the same values. */
    private static final String FORMS = """
            SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET extra_float_digits = 1;
            SET bytea_output = 'hex'; SET lc_monetary = 'C'
            """;

    private final RunArchive archive;
    private final Archive.Contents contents;
    private final Selection selection;

    /**
     * A restore of an archive.
     *
     * @param roots keys of rows that refer to no other row of the archive, to return with all that is below them; empty
     *     for every row
     * @throws ArchiveException when there is no such root, or the archive cannot be read
     */
    public Restore(RunArchive archive, Collection<String> roots) {
        this.archive = archive;
        this.contents = archive.contents();
        this.selection = roots.isEmpty() ? Selection.all() : Selection.of(archive, roots);
    }

    /**
     * Compares the archive with the database, row by row.
     *
     * @param reader in autocommit; may be one that cannot write
     * @throws RestoreRefused when the tables are no longer what they were
     */
    public RestorePlan plan(Connection reader) throws SQLException {
        return new Walk(reader, returns(reader)).compare();
    }

    /**
     * Puts the rows back in one transaction, which it commits.
     *
     * @param writer in autocommit
     * @param pulse called again and again; what it throws ends the restore, and nothing is changed
     * @throws RestoreRefused when a row cannot return; nothing is changed
     */
    public RestorePlan run(Connection writer, Tombstones tombstones, Runnable pulse) throws SQLException {
        List<TableReturn> returns = returns(writer);
        writer.setAutoCommit(false);
        try {
            RestorePlan done = new Walk(writer, returns).insert(tombstones, pulse);
            writer.commit();
            return done;
        } catch (SQLException | RuntimeException failed) {
            writer.rollback();
            throw failed;
        } finally {
            writer.setAutoCommit(true);
        }
    }

    private List<TableReturn> returns(Connection connection) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute(FORMS);
        }
        List<ArchivedTable> tables = archive.tables().stream()
                .filter(table -> contents.rows(table) > 0)
                .toList();
        return new Fit(connection, tables).check();
    }

    private static RestoreRefused refused(ArchivedTable table, SQLException failed) {
        String words = String.valueOf(failed.getMessage())
                .strip()
                .replaceAll("\\s*\\n\\s*", "; ")
                .replaceAll("[\\p{Cc}\\p{Cf}]", "?");
        return new RestoreRefused(
                "Rows of \"" + table.name() + "\" cannot return, nothing was changed: " + words + ".", failed);
    }

    /** One way through all rows of the archive. */
    private final class Walk {
        private final Connection connection;
        private final List<TableReturn> tables;
        private final Map<QualifiedName, Long> restored = new LinkedHashMap<>();
        private final Map<QualifiedName, Long> there = new HashMap<>();
        private final List<Conflict> conflicts = new ArrayList<>();
        private final Set<QualifiedName> archived = new HashSet<>();
        private long conflicting;
        private long waiting;

        Walk(Connection connection, List<TableReturn> tables) {
            this.connection = connection;
            this.tables = tables;
            tables.forEach(each -> restored.put(each.table().name(), 0L));
            archived.addAll(restored.keySet());
        }

        RestorePlan compare() throws SQLException {
            for (TableReturn table : tables) {
                each(table, chunk -> compare(table, chunk));
            }
            return plan();
        }

        private void compare(TableReturn table, List<Row> chunk) throws SQLException {
            List<TableReturn.Found> found = table.compare(connection, chunk);
            for (int i = 0; i < chunk.size(); i++) {
                TableReturn.Found row = found.get(i);
                if (row.same()) {
                    count(there, table, 1);
                } else if (!conflicts(table, chunk.get(i), row)) {
                    count(restored, table, 1);
                }
            }
        }

        /** Rows may refer to rows of their own table, or round in a circle: those wait until their parents are back. */
        RestorePlan insert(Tombstones tombstones, Runnable pulse) throws SQLException {
            boolean first = true;
            long before = -1;
            do {
                if (waiting > 0 && total() == before) {
                    throw new RestoreRefused(waiting + (waiting == 1 ? " row refers" : " rows refer")
                            + " to rows that are neither in the archive nor in the database, or to each other;"
                            + " nothing was changed.");
                }
                before = total();
                waiting = 0;
                boolean counts = first;
                for (TableReturn table : tables) {
                    each(table, chunk -> {
                        pulse.run();
                        insert(table, chunk, tombstones, counts);
                    });
                }
                first = false;
            } while (waiting > 0);
            return plan();
        }

        private void insert(TableReturn table, List<Row> chunk, Tombstones tombstones, boolean first)
                throws SQLException {
            List<TableReturn.Found> found = table.compare(connection, chunk);
            List<Row> fresh = new ArrayList<>();
            for (int i = 0; i < chunk.size(); i++) {
                TableReturn.Found row = found.get(i);
                if (row.same()) {
                    count(there, table, first ? 1 : 0);
                } else if (conflicts(table, chunk.get(i), row)) {
                    throw new RestoreRefused("Restore refused, nothing was changed: " + conflicts.get(0) + ".");
                } else if (!row.orphaned().isEmpty()) {
                    waiting++;
                } else {
                    fresh.add(chunk.get(i));
                }
            }
            if (!fresh.isEmpty()) {
                tombstones.lift(
                        connection,
                        table.table().name(),
                        fresh.stream().map(table::key).toList());
                table.insert(connection, fresh);
                check(table, table.compare(connection, fresh));
                count(restored, table, fresh.size());
            }
        }

        /** A trigger may have changed a row, or kept it out. */
        private void check(TableReturn table, List<TableReturn.Found> found) {
            for (TableReturn.Found row : found) {
                if (!row.same()) {
                    String what = row.present()
                            ? "changes \"" + names(table, row.differing()) + "\" of rows that return"
                            : "keeps rows out that return";
                    throw new RestoreRefused("A trigger of \"" + table.table().name() + "\" " + what
                            + ", so nothing was changed; disable it for the restore.");
                }
            }
        }

        private boolean conflicts(TableReturn table, Row row, TableReturn.Found found) {
            if (found.present()) {
                return conflict(table, row, "is there with another " + names(table, found.differing()));
            }
            for (int place : found.taken()) {
                return conflict(table, row, "another row has its " + names(table.unique(place)));
            }
            for (int place : found.orphaned()) {
                Reference reference = table.references().get(place);
                if (!archived.contains(reference.parent())) {
                    return conflict(
                            table,
                            row,
                            "its " + names(reference.columns()) + " refers to no row of " + reference.parent());
                }
            }
            return false;
        }

        private boolean conflict(TableReturn table, Row row, String why) {
            conflicting++;
            if (conflicts.size() < RestorePlan.SHOWN) {
                conflicts.add(new Conflict(table.table().name(), String.join(",", table.key(row)), why));
            }
            return true;
        }

        private String names(TableReturn table, List<Integer> places) {
            return names(places.stream()
                    .map(place -> table.table().columns().get(place).name())
                    .toList());
        }

        private String names(List<String> columns) {
            return columns.stream().map(Identifier::display).collect(Collectors.joining(", "));
        }

        private void count(Map<QualifiedName, Long> counts, TableReturn table, long more) {
            counts.merge(table.table().name(), more, Long::sum);
        }

        private long total() {
            return restored.values().stream().mapToLong(Long::longValue).sum();
        }

        private RestorePlan plan() {
            return new RestorePlan(
                    restored.entrySet().stream()
                            .map(entry -> new RestorePlan.Table(
                                    entry.getKey(), entry.getValue(), there.getOrDefault(entry.getKey(), 0L)))
                            .toList(),
                    conflicts,
                    conflicting);
        }

        /** Passes the selected rows of a table on, some at a time. */
        private void each(TableReturn table, Chunks chunks) throws SQLException {
            Repeats repeats = new Repeats(archive, contents, table.table());
            Chunk chunk = new Chunk(table, chunks);
            try {
                archive.rows(table.table(), 0, (moment, row) -> {
                    if (selection.has(table.table(), row) && !repeats.again(moment, row)) {
                        chunk.add(row);
                    }
                });
                chunk.pass();
            } catch (Answered answered) {
                throw answered.failure;
            }
        }
    }

    /** Rows on their way to the server. */
    private static final class Chunk {
        private final TableReturn table;
        private final Chunks chunks;
        private List<Row> rows = new ArrayList<>();
        private long size;

        Chunk(TableReturn table, Chunks chunks) {
            this.table = table;
            this.chunks = chunks;
        }

        void add(Row row) {
            rows.add(row);
            size += row.size();
            if (rows.size() == ROWS || size >= SIZE) {
                pass();
            }
        }

        void pass() {
            try {
                if (!rows.isEmpty()) {
                    chunks.take(rows);
                }
                rows = new ArrayList<>();
                size = 0;
            } catch (SQLException failed) {
                String state = String.valueOf(failed.getSQLState());
                throw REFUSALS.stream().anyMatch(state::startsWith)
                        ? refused(table.table(), failed)
                        : new Answered(failed);
            }
        }
    }

    /** Carries what the server said out of the reading of a file. */
    private static final class Answered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        Answered(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private interface Chunks {
        void take(List<Row> chunk) throws SQLException;
    }
}
