package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.ForeignKey.OnDelete;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * One batch of trees, in a transaction of its caller. No statement names a row that is live: each asks again whether its
 * rows are candidates, after it has locked them, so that a client that undeletes one wins. What is then left below a root
 * is found by its foreign keys, and undoes the batch. For one use.
 */
final class Felling {
    /** Below the server's {@code deadlock_timeout} of 1 s, so that of the two it is the batch that gives way. */
    private static final String BEGIN = "SET LOCAL lock_timeout = '500ms'; SET CONSTRAINTS ALL IMMEDIATE";

    private final Connection connection;
    private final Tree tree;
    private final Keys keys;
    private final Hindrances hindrances;
    private final Tally purged = new Tally();
    private final Tally released = new Tally();
    private final Map<QualifiedName, Rows> found = new HashMap<>();
    private final Tally taken = new Tally();
    private boolean archived;
    private int candidates;

    Felling(Connection connection, Keys keys, Hindrances hindrances) {
        this.connection = connection;
        this.tree = hindrances.tree();
        this.keys = keys;
        this.hindrances = hindrances;
    }

    /** Something below a root keeps it, which was not there or not looked for when the batch began. */
    static final class Hindered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Hindered(QualifiedName table) {
            super("live rows of " + table + " are left below roots");
        }
    }

    /** Sets what the transaction runs with. */
    static void begin(Connection connection) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute(BEGIN);
        }
    }

    /** Rows that are gone, by table; right once the transaction is committed. */
    Tally purged() {
        return purged;
    }

    /** Rows that stay and lose what they referred to. */
    Tally released() {
        return released;
    }

    /** Roots that were candidates, hindered or not. */
    int candidates() {
        return candidates;
    }

    /**
     * Deletes a table's own rows, where nothing depends on them.
     *
     * @param which a condition on alias {@code r}
     */
    void alone(String which) throws SQLException {
        long rows = update("DELETE FROM " + from(tree.root()) + " WHERE " + which + " AND "
                + hindrances.cutoff().candidate(tree.root(), "r")
                + hindrances.holds().except(tree.root(), "r"));
        candidates = (int) rows;
        purged.add(tree.root().name(), rows);
    }

    /**
     * Deletes whole trees.
     *
     * @param which a condition on the roots, of alias {@code r}
     * @param careful whether to look first for what hinders a root; else that undoes the batch
     * @return the primary keys of the roots that are gone
     */
    Rows trees(String which, boolean careful, Taking taking) throws SQLException {
        Rows roots = lock(tree.root(), which);
        candidates = roots.size();
        roots = roots.without(hindered(roots, hindrances::holding));
        if (careful) {
            roots = roots.without(hindered(roots, hindrances::blocking));
        }
        if (!roots.isEmpty()) {
            collect(roots);
            take(taking);
            release();
            delete();
        }
        return roots.only(Keys.primary(tree.root()));
    }

    /** What a client has locked at this moment is left for another purge; its row may be about to live again. */
    private Rows lock(Table table, String which) throws SQLException {
        Rows template = keys.of(table);
        return template.query(
                connection,
                "SELECT " + template.selection("r") + " FROM " + from(table) + " WHERE " + which + " AND "
                        + hindrances.cutoff().candidate(table, "r")
                        + hindrances.holds().except(table, "r") + " FOR UPDATE SKIP LOCKED");
    }

    private Rows hindered(Rows roots, Function<Table, Optional<String>> condition) throws SQLException {
        Rows primary = Keys.primaryOf(tree.root());
        if (roots.isEmpty()) {
            return primary;
        }
        Optional<String> query =
                hindrances.roots(roots.only(Keys.primary(tree.root())).match("r"), condition);
        return query.isEmpty() ? primary : primary.query(connection, query.get());
    }

    /** Finds and locks every row that others refer to; round and round where keys lead back. */
    private void collect(Rows roots) throws SQLException {
        Deque<Table> left = new ArrayDeque<>();
        Deque<Rows> news = new ArrayDeque<>();
        found.put(tree.root().name(), roots);
        left.add(tree.root());
        news.add(roots);
        while (!left.isEmpty()) {
            Rows parents = news.remove();
            for (ForeignKey key : tree.into(left.remove())) {
                Table child = tree.table(key.child());
                if (tree.collected(child)) {
                    Rows known = found.getOrDefault(key.child(), keys.of(child));
                    Rows more = below(child, key, parents).without(known.only(Keys.primary(child)));
                    if (!more.isEmpty()) {
                        found.put(key.child(), known.plus(more));
                        left.add(child);
                        news.add(more);
                    }
                }
            }
        }
    }

    private Rows below(Table child, ForeignKey key, Rows parents) throws SQLException {
        Rows template = keys.of(child);
        return template.query(
                connection,
                "SELECT " + template.selection("r") + " FROM " + from(child) + " WHERE " + match(key, parents)
                        + rules(child) + " FOR UPDATE");
    }

    private static String match(ForeignKey key, Rows parents) {
        return parents.only(key.parentColumns()).match("r", key.childColumns());
    }

    /** What a row below a root must be besides, to go with it. */
    private String rules(Table table) {
        String marks = table.softDelete().isEmpty()
                ? ""
                : " AND " + hindrances.cutoff().candidate(table, "r");
        return marks + hindrances.holds().except(table, "r");
    }

    /** The rows of a table that are to go, of alias {@code r}. */
    private String condition(Table table) {
        if (tree.collected(table)) {
            return rows(table).only(Keys.primary(table)).match("r");
        }
        return tree.of(table).stream()
                        .map(key -> match(key, rows(tree.table(key.parent()))))
                        .collect(joining(" OR ", "(", ")"))
                + rules(table);
    }

    private Rows rows(Table table) {
        return found.getOrDefault(table.name(), keys.of(table));
    }

    /** Parents first, as they will come back; locked, so that what is taken is what is deleted. */
    private void take(Taking taking) throws SQLException {
        if (taking == Taking.NOTHING) {
            return;
        }
        List<Table> tables = new ArrayList<>(tree.tables());
        Collections.reverse(tables);
        for (Table table : tables) {
            String rows = "SELECT r.* FROM " + from(table) + " WHERE " + condition(table) + " FOR UPDATE";
            taken.add(table.name(), taking.take(connection, table.name(), rows));
        }
        archived = true;
    }

    private void release() throws SQLException {
        for (ForeignKey key : tree.released()) {
            Rows parents = rows(tree.table(key.parent()));
            if (!parents.isEmpty()) {
                released.add(
                        key.child(),
                        count("SELECT FROM " + key.child().quoted() + " AS r WHERE " + match(key, parents)));
            }
        }
    }

    private void delete() throws SQLException {
        for (List<Table> group : tree.groups()) {
            for (Table table : group) {
                refuseCascade(table, group);
            }
            if (group.size() == 1) {
                delete(group.get(0));
            } else {
                deleteTogether(group);
            }
        }
    }

    private void delete(Table table) throws SQLException {
        check(table, update("DELETE FROM " + from(table) + " WHERE " + condition(table)));
    }

    /** Their keys are asked when the statement ends, when none of the rows is left. */
    private void deleteTogether(List<Table> group) throws SQLException {
        StringBuilder with = new StringBuilder();
        StringBuilder counts = new StringBuilder();
        for (int i = 0; i < group.size(); i++) {
            with.append(i == 0 ? "WITH " : ", ")
                    .append("d" + i + " AS (DELETE FROM " + from(group.get(i)) + " WHERE " + condition(group.get(i))
                            + " RETURNING 1)");
            counts.append(i == 0 ? "" : ", ").append("(SELECT count(*) FROM d" + i + ")");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(with + " SELECT " + counts)) {
            row.next();
            for (int i = 0; i < group.size(); i++) {
                check(group.get(i), row.getLong(i + 1));
            }
        }
    }

    private void check(Table table, long rows) {
        boolean others = archived && rows != taken.of(table.name());
        if (others || (tree.collected(table) && rows != rows(table).size())) {
            throw new Hindered(table.name());
        }
        purged.add(table.name(), rows);
    }

    /** ON DELETE CASCADE would take live rows along and say nothing; the other actions refuse by themselves. */
    private void refuseCascade(Table parent, List<Table> together) throws SQLException {
        for (ForeignKey key : tree.into(parent)) {
            Table child = tree.table(key.child());
            boolean remains =
                    key.onDelete() == OnDelete.CASCADE && !rows(parent).isEmpty();
            if (remains && count(left(key, child, parent, together.contains(child))) > 0) {
                throw new Hindered(key.child());
            }
        }
    }

    /** What is below and was not deleted, nor is about to be. */
    private String left(ForeignKey key, Table child, Table parent, boolean later) {
        String such = "SELECT FROM " + from(child) + " WHERE " + match(key, rows(parent));
        return such + (later ? " AND NOT (" + condition(child) + ")" : "") + " LIMIT 1";
    }

    private static String from(Table table) {
        return table.name().quoted() + " AS r";
    }

    private long update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    private long count(String rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM (" + rows + ") AS counted")) {
            row.next();
            return Objects.requireNonNull(row).getLong(1);
        }
    }
}
