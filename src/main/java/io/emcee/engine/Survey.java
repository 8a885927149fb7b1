package io.emcee.engine;

import io.emcee.catalog.LockHolder;
import io.emcee.catalog.Server;
import io.emcee.revision.RevisionId;
import io.emcee.run.RunRow;
import java.util.Map;
import java.util.Optional;

/**
 * All that is to be known of a database at a glance, from one session.
 *
 * @param schema of the target's tables
 * @param pending rows by open data migration, counted up to {@link Engine#COUNT_LIMIT} + 1; empty when it was not asked
 * @param busy who changes the database at this moment
 * @param run the newest run, whether it goes on or has ended; empty before the first
 */
public record Survey(
        Server server,
        String schema,
        DatabaseState state,
        Optional<Map<RevisionId, Long>> pending,
        Optional<LockHolder> busy,
        Optional<RunRow> run) {}
