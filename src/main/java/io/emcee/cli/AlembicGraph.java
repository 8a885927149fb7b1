package io.emcee.cli;

import static java.util.stream.Collectors.joining;

import io.emcee.engine.DatabaseState;
import io.emcee.json.Problem;
import io.emcee.revision.Progress;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionId;
import io.emcee.script.AlembicFolder;
import io.emcee.script.RevisionSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code emcee graph} of an Alembic folder: its revisions, oldest first, what {@code alembic_version} says, and what is
 * wrong with the folder. As JSON the kind {@code graph} with the keys {@code set}, {@code version} and {@code heads}
 * (the rows of {@code alembic_version}; null without a database), {@code revisions} and {@code problems}; of each
 * {@code revision}, {@code release}, {@code phase}, {@code state} (applied, database head, pending, null without a
 * database), {@code head} (nothing follows it), {@code down_revisions}, {@code depends_on}, {@code labels},
 * {@code file}, {@code summary}; of each problem {@code file}, {@code line}, {@code sentence}.
 */
final class AlembicGraph {
    private final Output output;
    private final RevisionSet set;
    private final AlembicFolder folder;
    private final Set<RevisionId> heads;

    AlembicGraph(Output output, RevisionSet set, AlembicFolder folder) {
        this.output = output;
        this.set = set;
        this.folder = folder;
        this.heads = new HashSet<>(folder.heads());
    }

    /** Prints it, also when the database is at revisions that the folder does not have; answers the exit code. */
    int print(Optional<Session> session) {
        Optional<DatabaseState> state = session.map(found -> found.engine().inspect());
        if (output.json()) {
            output.object("graph", facts(state));
        } else {
            table(state).lines().forEach(output::line);
            folder.problems().forEach(problem -> output.note(problem.toString()));
        }
        List<String> differences = session.flatMap(found -> state.map(known -> Drift.of(found, known)))
                .orElse(List.of());
        differences.forEach(output::note);
        return differences.isEmpty() ? ExitCode.DONE : ExitCode.DRIFT;
    }

    private Columns table(Optional<DatabaseState> state) {
        Columns columns = new Columns().row("REVISION", "PHASE", "STATE", "FOLLOWS", "DEPENDS ON", "LABELS", "SUMMARY");
        for (RevisionId id : set.graph().byRelease()) {
            Revision revision = set.graph().revision(id);
            columns.row(
                    id + (heads.contains(id) ? " (head)" : ""),
                    revision.phase().word(),
                    state.map(known -> word(id, known)).orElse("-"),
                    words(revision.downRevisions()),
                    words(revision.dependsOn()),
                    String.join(", ", folder.script(id).labels()),
                    revision.summary());
        }
        return columns;
    }

    private static String words(Collection<RevisionId> ids) {
        return ids.stream().map(RevisionId::text).collect(joining(", "));
    }

    private static String word(RevisionId id, DatabaseState state) {
        if (!state.progress().done(id)) {
            return "pending";
        }
        return state.versions().contains(id.text()) ? "database head" : "applied";
    }

    private Map<String, Object> facts(Optional<DatabaseState> state) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("set", set.name());
        facts.put("version", state.map(known -> String.join(", ", known.versions())));
        facts.put("heads", state.map(DatabaseState::versions));
        facts.put(
                "revisions",
                set.graph().byRelease().stream().map(id -> facts(id, state)).toList());
        facts.put(
                "problems", folder.problems().stream().map(AlembicGraph::facts).toList());
        return facts;
    }

    private Map<String, Object> facts(RevisionId id, Optional<DatabaseState> state) {
        Revision revision = set.graph().revision(id);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", id);
        facts.put("release", revision.release());
        facts.put("phase", revision.phase().word());
        facts.put("state", state.map(known -> word(id, known)));
        facts.put("head", heads.contains(id));
        facts.put("down_revisions", revision.downRevisions());
        facts.put("depends_on", revision.dependsOn());
        facts.put("labels", folder.script(id).labels());
        facts.put("file", folder.script(id).file());
        facts.put("summary", revision.summary());
        return facts;
    }

    private static Map<String, Object> facts(Problem problem) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", problem.file());
        facts.put("line", problem.line());
        facts.put("sentence", problem.sentence());
        return facts;
    }

    /** {@code 12 of 500 revisions are applied}. */
    static String sum(Progress progress) {
        long applied = progress.graph().ids().stream().filter(progress::done).count();
        int all = progress.graph().size();
        return applied + " of " + all + (all == 1 ? " revision is" : " revisions are") + " applied";
    }
}
