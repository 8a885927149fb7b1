package io.emcee.cli;

import io.emcee.revision.Progress;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/**
 * {@code emcee graph}: the revisions, oldest first, and how far the database is. As JSON the kind {@code graph} with the
 * keys {@code set}, {@code version} (null without a database) and {@code revisions}; of each {@code revision},
 * {@code release}, {@code phase}, {@code state} (as {@link State}, null without a database), {@code down_revision},
 * {@code depends_on}, {@code placeholder}, {@code summary}. Of an Alembic folder see {@link AlembicGraph}.
 */
@Command(name = "graph", description = "List the revisions and how far the database is; without one, the set alone.")
final class GraphCommand implements Callable<Integer> {
    private final Context context;

    GraphCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Optional<Session> session = context.find();
        RevisionSet set = session.map(found -> found.engine().set()).orElseGet(context::revisions);
        if (set.alembic().isPresent()) {
            return new AlembicGraph(context.output(), set, set.alembic().get()).print(session);
        }
        Optional<Progress> progress = session.map(this::progress);
        if (context.output().json()) {
            context.output().object("graph", facts(set, progress));
        } else {
            table(set, progress).lines().forEach(context.output()::line);
        }
        return ExitCode.DONE;
    }

    private Progress progress(Session session) {
        var state = session.engine().inspectRows();
        Drift.refuse(session, state);
        return state.progress();
    }

    private static Columns table(RevisionSet set, Optional<Progress> progress) {
        Columns columns = new Columns().row("RELEASE", "REVISION", "PHASE", "STATE", "DEPENDS ON", "SUMMARY");
        Map<RevisionId, State> states = states(set, progress);
        for (RevisionId id : set.graph().byRelease()) {
            Revision revision = set.graph().revision(id);
            columns.row(
                    revision.release(),
                    id.text(),
                    revision.phase().word(),
                    Optional.ofNullable(states.get(id)).map(State::words).orElse("-"),
                    revision.dependsOn().stream().map(RevisionId::text).collect(Collectors.joining(", ")),
                    set.script(id).placeholder() ? "(changes nothing)" : revision.summary());
        }
        return columns;
    }

    private static Map<RevisionId, State> states(RevisionSet set, Optional<Progress> progress) {
        Map<RevisionId, State> states = new LinkedHashMap<>();
        progress.ifPresent(now -> {
            List<RevisionId> remaining = now.remaining(set.graph().ids());
            set.graph().ids().forEach(id -> states.put(id, State.APPLIED));
            remaining.forEach(id -> states.put(id, now.applied().contains(id) ? State.ROWS : State.PENDING));
            remaining.stream().findFirst().ifPresent(id -> states.put(id, State.NEXT));
        });
        return states;
    }

    private static Map<String, Object> facts(RevisionSet set, Optional<Progress> progress) {
        Map<RevisionId, State> states = states(set, progress);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("set", set.name());
        facts.put("version", progress.map(Progress::version));
        facts.put(
                "revisions",
                set.graph().byRelease().stream()
                        .map(id -> facts(set, id, Optional.ofNullable(states.get(id))))
                        .toList());
        return facts;
    }

    private static Map<String, Object> facts(RevisionSet set, RevisionId id, Optional<State> state) {
        Revision revision = set.graph().revision(id);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("revision", id);
        facts.put("release", revision.release());
        facts.put("phase", revision.phase().word());
        facts.put("state", state.map(State::words));
        facts.put("down_revision", revision.downRevisions().stream().findFirst());
        facts.put("depends_on", revision.dependsOn());
        facts.put("placeholder", set.script(id).placeholder());
        facts.put("summary", revision.summary());
        return facts;
    }

    /** How far a revision is in a database. */
    enum State {
        APPLIED("applied"),
        /** What an upgrade does first. */
        NEXT("next"),
        PENDING("pending"),
        /** Applied, and rows have come in that it must migrate. */
        ROWS("rows pending");

        private final String words;

        State(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
