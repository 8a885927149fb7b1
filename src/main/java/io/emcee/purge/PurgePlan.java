package io.emcee.purge;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.Identifier;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Table;
import io.emcee.engine.Gate;
import io.emcee.engine.GateRefused;
import io.emcee.engine.Overrules;
import io.emcee.journal.Hash;
import io.emcee.json.Json;
import io.emcee.script.Guard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a purge would do: a value, made without writing anything.
 *
 * @param roots what is purged, in this order
 * @param limit how many roots of each at most
 * @param closed what is in the way, in the order in which it is told
 * @param holds what is held as it was made; the run looks again before each batch
 */
public record PurgePlan(
        PurgeRequest.Scope scope,
        Cutoff cutoff,
        List<Root> roots,
        OptionalLong limit,
        List<Closed> closed,
        List<Hold> holds) {
    /**
     * One table with what goes with its rows.
     *
     * @param guard why an ordinary purge leaves it alone
     * @param counts at the moment of the plan
     */
    public record Root(Tree tree, Optional<Guard> guard, Counts counts) {
        public QualifiedName table() {
            return tree.root().name();
        }
    }

    /**
     * A gate that is closed.
     *
     * @param sentence why, and what to do
     */
    public record Closed(Gate gate, String sentence) {}

    public PurgePlan {
        roots = List.copyOf(roots);
        closed = List.copyOf(closed);
        holds = List.copyOf(holds);
    }

    /** Roots that would go, at most. */
    public long eligible(Root root) {
        return Math.min(root.counts().eligible(), limit.orElse(Long.MAX_VALUE));
    }

    /** Every table that rows may go from, parents first. */
    public List<QualifiedName> tables() {
        List<QualifiedName> tables = new ArrayList<>();
        for (Root root : roots) {
            List<Table> own = new ArrayList<>(root.tree().tables());
            Collections.reverse(own);
            own.stream().map(Table::name).filter(name -> !tables.contains(name)).forEach(tables::add);
        }
        return tables;
    }

    /** Whether nothing would go. */
    public boolean isEmpty() {
        return roots.stream().allMatch(root -> eligible(root) == 0);
    }

    /** The guarded tables whose rows would go, each with its guard. */
    public Map<QualifiedName, Guard> guards() {
        Map<QualifiedName, Guard> guards = new LinkedHashMap<>();
        roots.forEach(root -> root.guard().ifPresent(guard -> guards.put(root.table(), guard)));
        return guards;
    }

    /**
     * Keeps a purge from being run that a gate is closed for.
     *
     * @throws GateRefused for the first that is not overruled
     */
    public void refuse(Overrules overrules) {
        closed.stream()
                .filter(gate -> overrules.reason(gate.gate()).isEmpty())
                .findFirst()
                .ifPresent(gate -> {
                    throw new GateRefused(gate.gate(), gate.sentence());
                });
    }

    /** What the plan is known by: the same for the same tables, cutoff, limit and statements, whatever is counted. */
    public String hash() {
        return Hash.of(List.of(Json.line(meaning()))).text();
    }

    private Map<String, Object> meaning() {
        Map<String, Object> meaning = new LinkedHashMap<>();
        meaning.put("scope", scope.name());
        meaning.put("cutoff", cutoff.at());
        meaning.put("limit", limit.isPresent() ? Optional.of(limit.getAsLong()) : Optional.empty());
        meaning.put(
                "statements",
                roots.stream().flatMap(root -> statements(root.tree()).stream()).toList());
        return meaning;
    }

    /** The statements of a batch as people read them, the rows of a batch written {@code {batch}}. */
    public List<String> statements(Tree tree) {
        List<String> statements = new ArrayList<>();
        String root = tree.root().name().quoted();
        String candidate = cutoff.candidate(tree.root(), "r");
        if (tree.alone()) {
            return List.of("DELETE FROM " + root + " AS r WHERE {batch} AND " + candidate);
        }
        String primary =
                Keys.primary(tree.root()).stream().map(Identifier::quote).collect(Collectors.joining(", "));
        statements.add("SELECT " + primary + " FROM " + root + " AS r WHERE {batch} AND " + candidate
                + " FOR UPDATE SKIP LOCKED");
        for (Table table : tree.descendants()) {
            String marks = table.softDelete().isEmpty() ? "" : " AND " + cutoff.candidate(table, "r");
            statements.add("DELETE FROM " + table.name().quoted() + " AS r WHERE "
                    + tree.of(table).stream().map(PurgePlan::below).collect(Collectors.joining(" OR ", "(", ")"))
                    + marks);
        }
        statements.add("DELETE FROM " + root + " AS r WHERE {batch}");
        return statements;
    }

    /** {@code "image_id" below {batch} of "images"}. */
    private static String below(ForeignKey key) {
        return key.childColumns().stream()
                        .map(column -> "r." + Identifier.quote(column))
                        .collect(Collectors.joining(", ", "(", ")"))
                + " IN {" + key.parent().name() + "}";
    }

    /** For {@code --json} and the journal. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("plan", hash());
        facts.put("scope", scope.name().toLowerCase(Locale.ROOT));
        facts.put("cutoff", cutoff.at());
        facts.put("age_s", cutoff.age().toSeconds());
        facts.put("limit", limit.isPresent() ? Optional.of(limit.getAsLong()) : Optional.empty());
        facts.put("tables", roots.stream().map(this::facts).toList());
        facts.put("closed", closed.stream().map(PurgePlan::facts).toList());
        facts.put("holds", holds.stream().map(Hold::facts).toList());
        return facts;
    }

    private Map<String, Object> facts(Root root) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("table", root.table().toString());
        facts.put("guarded", root.guard().map(Guard::reason));
        facts.put("candidates", root.counts().candidates());
        facts.put("blocked", root.counts().blocked());
        facts.put("held", root.counts().held());
        facts.put("anomalies", root.counts().anomalies());
        Map<String, Object> below = new LinkedHashMap<>();
        root.counts().below().forEach((table, rows) -> below.put(table.toString(), rows));
        facts.put("below", below);
        facts.put("sql", statements(root.tree()));
        return facts;
    }

    private static Map<String, Object> facts(Closed gate) {
        return Map.of("gate", gate.gate().word(), "sentence", gate.sentence());
    }
}
