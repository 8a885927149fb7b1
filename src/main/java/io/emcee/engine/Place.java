package io.emcee.engine;

import io.emcee.script.RevisionSet;

/**
 * Where a run works.
 *
 * @param schema of the target's tables
 * @param searchPath as PostgreSQL writes it, that schema first
 */
record Place(RevisionSet set, String schema, String searchPath) {}
