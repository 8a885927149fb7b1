package io.emcee.engine;

import io.emcee.catalog.LockHolder;
import io.emcee.catalog.Server;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionId;
import io.emcee.run.RunRow;
import io.emcee.script.RevisionSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a database might answer, made by hand. */
public final class Surveys {
    private static final Server SERVER = new Server(
            170011,
            "17.11 (Debian 17.11-1)",
            "operator",
            true,
            "glance",
            false,
            Optional.of("10.0.0.5:5432"),
            Instant.parse("2026-11-20T22:04:05Z"),
            Optional.of("public"));

    private Surveys() {}

    /** A database at some revisions, with rows left in some data migrations. */
    public static Survey at(RevisionSet set, Set<RevisionId> applied, Map<RevisionId, Long> pending) {
        return of(set, applied, Optional.of(pending), List.of());
    }

    /** The same without asking the rows. */
    public static Survey version(RevisionSet set, Set<RevisionId> applied) {
        return of(set, applied, Optional.empty(), List.of());
    }

    public static Survey drifted(RevisionSet set, String... drift) {
        return of(set, Set.of(), Optional.of(Map.of()), List.of(drift));
    }

    /** A database of Alembic's. */
    public static Survey alembic(RevisionSet set, String... versions) {
        List<RevisionId> known = Stream.of(versions)
                .flatMap(version -> set.graph().find(version).stream())
                .toList();
        return survey(
                new DatabaseState.Adoptable(
                        "alembic_version",
                        List.of(versions),
                        Stream.of(versions)
                                .filter(version -> set.graph().find(version).isEmpty())
                                .toList(),
                        new Progress(set.graph(), set.graph().closure(known), Set.of())),
                Optional.of(Map.of()));
    }

    public static Survey unknown(RevisionSet set, int tables) {
        return survey(new DatabaseState.Unknown(set.graph(), tables), Optional.of(Map.of()));
    }

    /** Managed by Alembic so far. */
    public static Survey adoptable(RevisionSet set, String version) {
        Progress progress = new Progress(set.graph(), set.graph().closure(set.resolve(version)), Set.of());
        return survey(
                new DatabaseState.Adoptable("alembic_version", List.of(version), List.of(), progress),
                Optional.of(Map.of()));
    }

    /** Under control, and moved on by another tool. */
    public static Survey moved(RevisionSet set, Set<RevisionId> applied, String drift) {
        Progress progress = new Progress(set.graph(), applied, Set.of());
        return survey(
                new DatabaseState.Controlled(Records.none(), progress, List.of(drift), true), Optional.of(Map.of()));
    }

    public static Survey empty(RevisionSet set) {
        return survey(new DatabaseState.Empty(set.graph()), Optional.of(Map.of()));
    }

    public static Survey busy(Survey survey) {
        LockHolder holder = new LockHolder(
                4711,
                Optional.of("glance"),
                Optional.of("emcee/0.1 migrate maria@bastion"),
                Optional.of("10.0.0.7"),
                Optional.of(Instant.parse("2026-11-20T22:00:00Z")),
                Optional.empty());
        return new Survey(
                survey.server(), survey.schema(), survey.state(), survey.pending(), Optional.of(holder), survey.run());
    }

    /** While a run goes on. */
    public static Survey running(Survey survey, RunRow run) {
        Survey busy = busy(survey);
        return new Survey(busy.server(), busy.schema(), busy.state(), busy.pending(), busy.busy(), Optional.of(run));
    }

    /** When a run has ended, or its process is gone. */
    public static Survey after(Survey survey, RunRow run) {
        return new Survey(
                survey.server(), survey.schema(), survey.state(), survey.pending(), survey.busy(), Optional.of(run));
    }

    /** A run that was refused by what is around the database. */
    public static GateRefused refusedByPreflight(String sentence) {
        return new GateRefused(Gate.PREFLIGHT, sentence);
    }

    private static Survey of(
            RevisionSet set, Set<RevisionId> applied, Optional<Map<RevisionId, Long>> pending, List<String> drift) {
        Progress progress = new Progress(set.graph(), applied, Set.of());
        return survey(new DatabaseState.Controlled(Records.none(), progress, drift, false), pending);
    }

    private static Survey survey(DatabaseState state, Optional<Map<RevisionId, Long>> pending) {
        return new Survey(SERVER, "public", state, pending, Optional.empty(), Optional.empty());
    }
}
