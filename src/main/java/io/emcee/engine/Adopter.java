package io.emcee.engine;

import io.emcee.backfill.Backfill;
import io.emcee.catalog.SqlState;
import io.emcee.engine.Adoption.Source;
import io.emcee.engine.DatabaseState.Adoptable;
import io.emcee.engine.DatabaseState.Controlled;
import io.emcee.revision.CompositeVersion;
import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Takes under control what another tool has managed. */
final class Adopter {
    private final Connection connection;
    private final RevisionSet set;
    private final String schema;

    Adopter(Connection connection, RevisionSet set, String schema) {
        this.connection = connection;
        this.set = set;
        this.schema = schema;
    }

    /**
     * What would be recorded; only reads.
     *
     * @param version what the operator says the database is at; needed where nothing else tells
     */
    Adoption plan(Optional<String> version) throws SQLException {
        DatabaseState state = new Inspector(connection, set, schema).state();
        return state instanceof Controlled controlled ? again(controlled, version) : first(state, version);
    }

    private Adoption first(DatabaseState state, Optional<String> version) throws SQLException {
        if (state instanceof Adoptable adoptable) {
            refuseUnknown(adoptable);
            version.ifPresent(said -> refuseOther(adoptable, said));
            Source source = adoptable.table().equals(AlembicVersion.NAME) ? Source.ALEMBIC : Source.MIGRATE;
            return adoption(
                    source,
                    adoptable.versions(),
                    List.of(),
                    adoptable.progress().applied());
        }
        if (state instanceof DatabaseState.Empty) {
            throw new NotUnderControl(
                    "The database is empty, so there is nothing to take under control; run: emcee db sync");
        }
        String said = version.orElseThrow(() -> new NotUnderControl(
                "The database has tables but neither alembic_version nor migrate_version says its version;"
                        + " if you know it, say it: emcee db version_control VERSION"));
        Set<RevisionId> applied = graph().closure(set.resolve(said));
        return adoption(Source.OPERATOR, List.of(said), List.of(), applied);
    }

    private static void refuseUnknown(Adoptable adoptable) {
        if (adoptable.unknown().isEmpty()) {
            return;
        }
        String unknown = String.join(", ", adoptable.unknown());
        if (adoptable.table().equals(AlembicVersion.NAME)) {
            throw new DriftFound("The table \"" + adoptable.table() + "\" says \"" + unknown
                    + "\", which the revision set does not know; use the set that it came from.");
        }
        throw new NotUnderControl("The table \"" + adoptable.table() + "\" says " + unknown
                + ", which is too old or too new a version for this revision set; upgrade the database with its own"
                + " tool to one that the set's legacy numbers name, then run the command again.");
    }

    private void refuseOther(Adoptable adoptable, String said) {
        if (!graph().closure(set.resolve(said))
                .equals(withoutMigrations(adoptable.progress().applied()))) {
            throw new NotUnderControl("The table \"" + adoptable.table() + "\" says "
                    + String.join(", ", adoptable.versions()) + ", not \"" + said
                    + "\"; nothing was recorded. Leave the version out to record what the table says.");
        }
    }

    private Adoption again(Controlled controlled, Optional<String> version) throws SQLException {
        Set<RevisionId> applied = controlled.progress().applied();
        if (!controlled.records().adopted()) {
            return nothing(applied, version, List.of());
        }
        List<String> found = new AlembicVersion(schema).read(connection).orElse(List.of());
        if (found.equals(AlembicVersion.rows(graph(), applied))) {
            return nothing(applied, version, found);
        }
        return adoption(Source.ALEMBIC, found, graph().byPhase(applied), reached(found, applied));
    }

    /** What another tool's version stands for; it must hold all that emcee has recorded. */
    private Set<RevisionId> reached(List<String> versions, Set<RevisionId> recorded) {
        Set<RevisionId> heads = new HashSet<>();
        for (String version : versions) {
            heads.addAll(graph().find(version)
                    .map(List::of)
                    .orElseThrow(() -> new DriftFound("The table \"" + AlembicVersion.NAME + "\" says \"" + version
                            + "\", which the revision set does not know; use the set that it came from.")));
        }
        Set<RevisionId> reached = graph().closure(heads);
        Set<RevisionId> lost = withoutMigrations(recorded);
        lost.removeAll(reached);
        if (!lost.isEmpty()) {
            throw new DriftFound("The table \"" + AlembicVersion.NAME + "\" says "
                    + (versions.isEmpty() ? "nothing" : String.join(", ", versions))
                    + ", which is behind what emcee has"
                    + " applied (" + graph().byPhase(lost).get(0)
                    + "); a database cannot be taken back, so put the rows of the table right: "
                    + String.join(", ", AlembicVersion.rows(graph(), recorded)));
        }
        return reached;
    }

    private Set<RevisionId> withoutMigrations(Set<RevisionId> some) {
        Set<RevisionId> schemas = new LinkedHashSet<>(some);
        schemas.removeIf(id -> graph().revision(id).phase() == Phase.MIGRATE);
        return schemas;
    }

    private Adoption nothing(Set<RevisionId> applied, Optional<String> version, List<String> rows) {
        CompositeVersion at = CompositeVersion.of(graph(), applied);
        version.filter(said -> !applied.containsAll(set.resolve(said))).ifPresent(said -> {
            throw new NotUnderControl("The database is under emcee's control at " + at + " already; to bring it to \""
                    + said + "\" run: emcee db upgrade " + said);
        });
        return new Adoption(
                Source.ALEMBIC, List.of(), graph().byPhase(applied), List.of(), Map.of(), at, rows, List.of());
    }

    private Adoption adoption(
            Source source, List<String> versions, Collection<RevisionId> recorded, Set<RevisionId> applied)
            throws SQLException {
        Map<RevisionId, Long> left = new LinkedHashMap<>();
        Set<RevisionId> done = new LinkedHashSet<>(applied);
        done.addAll(migrated(new Progress(graph(), applied, Set.of()), left));
        done.removeAll(new HashSet<>(recorded));
        List<String> rows = source.keepsAlembic() ? AlembicVersion.rows(graph(), applied) : List.of();
        return new Adoption(
                source,
                versions,
                List.copyOf(recorded),
                graph().byPhase(done),
                left,
                CompositeVersion.of(graph(), applied),
                rows,
                MissingTrigger.of(connection, set, applied, schema));
    }

    /** The data migrations that have nothing left to do; of those that are closed but have, the rows come into {@code left}. */
    private List<RevisionId> migrated(Progress progress, Map<RevisionId, Long> left) throws SQLException {
        List<RevisionId> done = new ArrayList<>();
        for (RevisionId id : graph().byRelease()) {
            boolean due = graph().revision(id).phase() == Phase.MIGRATE
                    && graph().revision(id).parents().allMatch(parent -> reachedBy(progress, done, parent));
            if (due) {
                OptionalLong rows = pending(set.script(id));
                if (rows.orElse(0) == 0) {
                    done.add(id);
                } else if (!progress.open(id)) {
                    left.put(id, rows.getAsLong());
                }
            }
        }
        return done;
    }

    private static boolean reachedBy(Progress progress, List<RevisionId> done, RevisionId parent) {
        return progress.applied().contains(parent) || done.contains(parent);
    }

    /** Empty when the question cannot be asked any more, for its columns are gone. */
    private OptionalLong pending(Script script) throws SQLException {
        if (script.migration().isEmpty()) {
            return OptionalLong.of(0);
        }
        try {
            return OptionalLong.of(Backfill.pending(
                    connection, Inspector.work(script, script.migration().get(), schema), Engine.COUNT_LIMIT + 1));
        } catch (SQLException failed) {
            if (SqlState.UNDEFINED_COLUMN.in(failed) || SqlState.UNDEFINED_TABLE.in(failed)) {
                return OptionalLong.empty();
            }
            throw failed;
        }
    }

    /**
     * Records an adoption, in one transaction with the schema {@code emcee} and the rows of {@code alembic_version}. Only
     * under the global lock, and in autocommit. The journal has the intent before it and the result after; a database
     * that has no journal yet gets it, and both entries, in the same transaction.
     *
     * @param facts for the journal
     * @throws DriftFound when the database is no longer what it was when the adoption was planned
     */
    void carryOut(Adoption adoption, Optional<String> version, Actor actor, Map<String, Object> facts)
            throws SQLException {
        if (!plan(version).equals(adoption)) {
            throw new DriftFound("Somebody changed the database since its adoption was looked at; look again.");
        }
        if (StateSchema.present(connection)) {
            StateSchema.prepare(connection, actor, schema);
            recorded(actor, facts, () -> StateSchema.prepare(connection, actor, schema, () -> record(adoption, actor)));
        } else {
            StateSchema.prepare(connection, actor, schema, () -> recorded(actor, facts, () -> record(adoption, actor)));
        }
    }

    private void recorded(Actor actor, Map<String, Object> facts, Act.Work work) throws SQLException {
        Act.begin(connection, actor, Recorded.ADOPTING, facts).carryOut(work, Recorded.ADOPTED, facts);
    }

    private void record(Adoption adoption, Actor actor) throws SQLException {
        new Histories(connection, set, actor).record(adoption.revisions());
        StateSchema.adopted(connection, adoption, actor);
        keepAlembic(adoption);
    }

    private void keepAlembic(Adoption adoption) throws SQLException {
        AlembicVersion alembic = new AlembicVersion(schema);
        switch (adoption.source()) {
            case ALEMBIC -> alembic.move(connection, adoption.versions(), adoption.rows());
            case MIGRATE -> {
                alembic.create(connection);
                alembic.move(connection, List.of(), adoption.rows());
            }
            case OPERATOR -> {}
        }
    }

    private RevisionGraph graph() {
        return set.graph();
    }
}
