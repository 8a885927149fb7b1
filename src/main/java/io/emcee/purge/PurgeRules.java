package io.emcee.purge;

import io.emcee.catalog.SoftDelete;
import io.emcee.script.Guard;
import io.emcee.script.RevisionSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What may be purged of a service's tables at all.
 *
 * @param names of the columns that mark deleted rows
 * @param tables that may be purged; no other ever is
 * @param guarded those of them that an ordinary purge leaves alone, and why
 */
public record PurgeRules(SoftDelete.Names names, Set<String> tables, Map<String, Guard> guarded) {
    public PurgeRules {
        tables = Set.copyOf(tables);
        guarded = Map.copyOf(guarded);
    }

    /**
     * The rules of a set.
     *
     * @param configured tables that the target names beside those of the set
     */
    public static PurgeRules of(RevisionSet set, Collection<String> configured) {
        Set<String> tables = new LinkedHashSet<>(set.softDelete().tables());
        tables.addAll(configured);
        tables.addAll(set.guarded().keySet());
        return new PurgeRules(
                new SoftDelete.Names(set.softDelete().flag(), set.softDelete().at()), tables, set.guarded());
    }

    /** Why a table is guarded; empty when it is not. */
    public Optional<Guard> guard(String table) {
        return Optional.ofNullable(guarded.get(table));
    }
}
