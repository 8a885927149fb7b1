package io.emcee.engine;

import io.emcee.revision.Progress;
import io.emcee.revision.RevisionGraph;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What emcee finds in a database. */
public sealed interface DatabaseState {
    /** How far the database is; nothing applied where emcee cannot tell. */
    Progress progress();

    /** What another tool's table says the database is at; empty without such a table. */
    default List<String> versions() {
        return List.of();
    }

    <T> T fold(
            Function<Controlled, T> controlled,
            Function<Empty, T> empty,
            Function<Adoptable, T> adoptable,
            Function<Unknown, T> unknown);

    /**
     * Refuses what is not emcee's to change.
     *
     * @throws NotUnderControl when the database has tables but no histories
     * @throws DriftFound when what is applied does not match the revision set
     */
    default void refuseForeign() {
        Optional<EngineException> refusal = fold(
                controlled -> DriftFound.of(controlled.drift()),
                empty -> Optional.empty(),
                adoptable ->
                        Optional.of(new NotUnderControl("The database has tables but is not under emcee's control: "
                                + adoptable.table() + " says " + String.join(", ", adoptable.versions())
                                + "; take it under control first: emcee db version_control")),
                unknown -> Optional.of(new NotUnderControl("The database has " + unknown.tables()
                        + (unknown.tables() == 1 ? " table" : " tables")
                        + " of unknown origin and no version; if you know it, say it:"
                        + " emcee db version_control VERSION")));
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    /**
     * Under emcee's control.
     *
     * @param drift a sentence for each difference to the revision set; empty when there is none
     * @param moved whether one of them is that another tool has moved {@code alembic_version}: what it did can be
     *     recorded
     */
    record Controlled(Records records, Progress progress, List<String> drift, boolean moved) implements DatabaseState {
        public Controlled {
            drift = List.copyOf(drift);
        }

        @Override
        public <T> T fold(
                Function<Controlled, T> controlled,
                Function<Empty, T> empty,
                Function<Adoptable, T> adoptable,
                Function<Unknown, T> unknown) {
            return controlled.apply(this);
        }
    }

    /** The target schema has no table, and there is no schema of emcee. */
    record Empty(RevisionGraph graph) implements DatabaseState {
        @Override
        public Progress progress() {
            return Progress.none(graph);
        }

        @Override
        public <T> T fold(
                Function<Controlled, T> controlled,
                Function<Empty, T> empty,
                Function<Adoptable, T> adoptable,
                Function<Unknown, T> unknown) {
            return empty.apply(this);
        }
    }

    /**
     * Managed by another tool so far.
     *
     * @param table where that tool keeps its version: {@code alembic_version} or {@code migrate_version}
     * @param versions what stands there
     * @param unknown those of them that the revision set does not have
     * @param progress what the versions stand for
     */
    record Adoptable(String table, List<String> versions, List<String> unknown, Progress progress)
            implements DatabaseState {
        public Adoptable {
            versions = List.copyOf(versions);
            unknown = List.copyOf(unknown);
        }

        @Override
        public <T> T fold(
                Function<Controlled, T> controlled,
                Function<Empty, T> empty,
                Function<Adoptable, T> adoptable,
                Function<Unknown, T> unknownOrigin) {
            return adoptable.apply(this);
        }
    }

    /**
     * Tables of unknown origin.
     *
     * @param tables how many, at least 1
     */
    record Unknown(RevisionGraph graph, int tables) implements DatabaseState {
        @Override
        public Progress progress() {
            return Progress.none(graph);
        }

        @Override
        public <T> T fold(
                Function<Controlled, T> controlled,
                Function<Empty, T> empty,
                Function<Adoptable, T> adoptable,
                Function<Unknown, T> unknown) {
            return unknown.apply(this);
        }
    }
}
