package io.emcee.script;

import java.util.Set;

/**
 * The columns by which a service marks a row as deleted.
 *
 * @param flag a boolean, or an integer that is 0 while the row lives
 * @param at when it was deleted, in UTC
 * @param tables whose marked rows may be purged; no other table is ever purged
 */
public record SoftDelete(String flag, String at, Set<String> tables) {
    /** What OpenStack's services and many others use; nothing is purged. */
    public static final SoftDelete COMMON = new SoftDelete("deleted", "deleted_at");

    public SoftDelete {
        tables = Set.copyOf(tables);
    }

    /** Columns alone: nothing is purged. */
    public SoftDelete(String flag, String at) {
        this(flag, at, Set.of());
    }
}
