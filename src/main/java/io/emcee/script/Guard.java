package io.emcee.script;

import java.time.Duration;

/**
 * Why a table is kept out of ordinary purges.
 *
 * @param age how long a soft-deleted row of it is kept at least
 * @param reason in a sentence
 * @param notice all there is to know, in lines; shown in full before it is purged; the reason where nothing more is said
 */
public record Guard(Duration age, String reason, String notice) {
    /** A guard with nothing more to say than its reason. */
    public Guard(Duration age, String reason) {
        this(age, reason, reason);
    }
}
