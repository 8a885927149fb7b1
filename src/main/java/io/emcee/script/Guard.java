package io.emcee.script;

import java.time.Duration;

/**
 * Why a table is kept out of ordinary purges.
 *
 * @param age how long a soft-deleted row of it is kept at least
 * @param reason shown in full before it is purged
 */
public record Guard(Duration age, String reason) {}
