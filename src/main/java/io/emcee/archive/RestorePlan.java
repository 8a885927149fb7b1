package io.emcee.archive;

import io.emcee.catalog.QualifiedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a restore would do, or did.
 *
 * @param tables those with rows to look at, parents first
 * @param conflicts why rows cannot return, at most {@link #SHOWN} of them
 * @param conflicting how many such rows there are
 */
public record RestorePlan(List<Table> tables, List<Conflict> conflicts, long conflicting) {
    /** How many conflicts are kept. */
    public static final int SHOWN = 1_000;

    /**
     * The rows of one table.
     *
     * @param restored those that return
     * @param there those that are in the database as they were archived: their delete never committed, or they have
     *     returned before
     */
    public record Table(QualifiedName name, long restored, long there) {
        Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("schema", name.schema());
            facts.put("table", name.name());
            facts.put("restored", restored);
            facts.put("there", there);
            return facts;
        }
    }

    public RestorePlan {
        tables = List.copyOf(tables);
        conflicts = List.copyOf(conflicts);
    }

    public long restored() {
        return tables.stream().mapToLong(Table::restored).sum();
    }

    public long there() {
        return tables.stream().mapToLong(Table::there).sum();
    }

    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("restored", restored());
        facts.put("there", there());
        facts.put("tables", tables.stream().map(Table::facts).toList());
        facts.put("conflicting", conflicting);
        facts.put("conflicts", conflicts.stream().map(Conflict::facts).toList());
        return facts;
    }
}
