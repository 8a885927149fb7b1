package io.emcee.purge;

import io.emcee.TestDatabase;
import io.emcee.catalog.SoftDelete;
import io.emcee.engine.Engine;
import io.emcee.engine.Engines;
import io.emcee.engine.Operation;
import io.emcee.engine.OwnSet;
import io.emcee.engine.StopSignal;
import io.emcee.script.Guard;
import io.emcee.script.RevisionSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tables that a test makes up, under emcee's control; all of them may be purged.
 *
 * @param guarded those that are guarded
 */
record OwnTables(TestDatabase database, RevisionSet set, Set<String> tables, Set<String> guarded) {
    /** The columns of a table that marks its rows, and a row that was deleted 100 days ago. */
    static final String MARKS = "deleted boolean NOT NULL DEFAULT false, deleted_at timestamp";

    static final String OLD = "true, now() AT TIME ZONE 'UTC' - interval '100 days'";
    static final String LIVE = "false, NULL";

    static OwnTables of(TestDatabase database, Path folder, String sql, String... tables) {
        RevisionSet set = new OwnSet(folder).of(OwnSet.base("start", sql));
        Engines.of(database, set).run(Operation.UPGRADE);
        return new OwnTables(database, set, Set.of(tables), Set.of());
    }

    OwnTables guarding(String... names) {
        return new OwnTables(database, set, tables, Set.of(names));
    }

    Engine engine() {
        return Engines.of(database, set).engine();
    }

    PurgeRules rules() {
        Map<String, Guard> guards = new HashMap<>();
        guarded.forEach(table -> guards.put(table, new Guard(Duration.ofDays(1), "it matters")));
        return new PurgeRules(new SoftDelete.Names("deleted", "deleted_at"), tables, guards);
    }

    Review review() {
        return new Review(engine(), rules());
    }

    PurgePlan plan(String... roots) {
        return new PurgePlanner(engine(), rules())
                .plan(new PurgeRequest(
                        PurgeRequest.Scope.TREES,
                        List.of(roots),
                        Optional.of(Duration.ofDays(30)),
                        OptionalLong.empty(),
                        Optional.empty()));
    }

    PurgeResult purge(String... roots) {
        return run(plan(roots), Purger.Manner.of(10));
    }

    PurgeResult run(PurgePlan plan, Purger.Manner manner) {
        return new Purger(engine()).run(plan, manner, event -> {}, new StopSignal());
    }
}
