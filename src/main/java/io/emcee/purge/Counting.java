package io.emcee.purge;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what a purge of one tree would find. Only reads; each statement takes ACCESS SHARE, as every SELECT. */
record Counting(Connection connection, Hindrances hindrances) {

    /** Counts everything, which reads the tables of the tree. */
    Counts all() throws SQLException {
        Tree tree = tree();
        long candidates = candidates();
        if (candidates == 0) {
            return new Counts(0, 0, 0, anomalies(), Map.of());
        }
        Counts hindered = hindered(candidates);
        return new Counts(
                candidates,
                hindered.blocked(),
                hindered.held(),
                anomalies(),
                tree.keys().isEmpty() ? Map.of() : below());
    }

    /** Candidates, blocked and held ones. */
    Counts left() throws SQLException {
        long candidates = candidates();
        return candidates == 0 ? Counts.NONE : hindered(candidates);
    }

    long candidates() throws SQLException {
        return count("SELECT FROM " + root() + " WHERE " + candidate());
    }

    private long anomalies() throws SQLException {
        Optional<String> condition = Anomaly.condition(tree().root(), "r");
        return condition.isEmpty() ? 0 : count("SELECT FROM " + root() + " WHERE " + condition.get());
    }

    private Counts hindered(long candidates) throws SQLException {
        Optional<String> held = held();
        Optional<String> blocked = hindrances.roots(candidate(), hindrances::blocking);
        long holds = held.isEmpty() ? 0 : count(held.get());
        long both = held.isEmpty() && blocked.isEmpty() ? 0 : count(union(held, blocked));
        return new Counts(candidates, both - holds, holds, 0, Map.of());
    }

    private static String union(Optional<String> one, Optional<String> other) {
        return one.map(text -> text + other.map(more -> " UNION " + more).orElse(""))
                .or(() -> other)
                .orElseThrow();
    }

    /** The primary keys of the roots that are held, or have something held below them. */
    private Optional<String> held() {
        Optional<String> own = hindrances
                .holds()
                .condition(tree().root(), "r")
                .map(condition -> "SELECT " + Keys.primaryOf(tree().root()).selection("r") + " FROM " + root()
                        + " WHERE " + candidate() + " AND " + condition);
        Optional<String> below = hindrances.roots(candidate(), hindrances::holding);
        return own.isEmpty() && below.isEmpty() ? Optional.empty() : Optional.of(union(own, below));
    }

    private Map<QualifiedName, Long> below() throws SQLException {
        Map<QualifiedName, Long> below = new LinkedHashMap<>();
        for (Table table : tree().descendants()) {
            List<String> found = new ArrayList<>();
            for (List<ForeignKey> path : tree().paths()) {
                if (hindrances.end(path).equals(table)) {
                    found.add("SELECT " + Hindrances.FOUND + ".tableoid, " + Hindrances.FOUND + ".ctid FROM "
                            + hindrances.joined(path) + " WHERE " + candidate() + unhindered());
                }
            }
            below.put(table.name(), count(String.join(" UNION ", found)));
        }
        return below;
    }

    private String unhindered() {
        Optional<String> held = held();
        Optional<String> blocked = hindrances.roots(candidate(), hindrances::blocking);
        String columns = Keys.primaryOf(tree().root()).selection("r");
        return held.isEmpty() && blocked.isEmpty()
                ? ""
                : " AND (" + columns + ") NOT IN (" + union(held, blocked) + ")";
    }

    private Tree tree() {
        return hindrances.tree();
    }

    private String root() {
        return tree().root().name().quoted() + " AS r";
    }

    private String candidate() {
        return hindrances.cutoff().candidate(tree().root(), "r");
    }

    private long count(String rows) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM (" + rows + ") AS counted")) {
            row.next();
            return row.getLong(1);
        }
    }
}
