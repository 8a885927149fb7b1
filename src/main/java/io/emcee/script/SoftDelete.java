package io.emcee.script;

/**
 * The columns by which a service marks a row as deleted.
 *
 * @param flag a boolean, or an integer that is 0 while the row lives
 * @param at when it was deleted, in UTC
 */
public record SoftDelete(String flag, String at) {
    /** What OpenStack's services and many others use. */
    public static final SoftDelete COMMON = new SoftDelete("deleted", "deleted_at");
}
