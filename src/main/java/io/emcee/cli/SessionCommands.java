package io.emcee.cli;

import io.emcee.catalog.Activity;
import io.emcee.catalog.SessionTree;
import io.emcee.engine.SessionFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code emcee session}: what every session of the database does, who waits below who blocks. As JSON the kind
 * {@code sessions} with the key {@code sessions}; of each the keys of {@link SessionFacts#of}, {@code wants} (the lock that
 * it waits for, or null), {@code blockers} (pids) and {@code depth} in the tree.
 */
@Command(
        name = "session",
        description = "List the sessions of the database, who waits below who blocks; or do something about one.")
final class SessionCommands implements Callable<Integer> {
    private final Context context;

    SessionCommands(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<SessionTree.Node> tree =
                SessionTree.of(context.session().engine().signals().all());
        if (context.output().json()) {
            context.output()
                    .object(
                            "sessions",
                            Map.of(
                                    "sessions",
                                    tree.stream().map(SessionCommands::facts).toList()));
        } else if (tree.isEmpty()) {
            context.output().note("Nobody else is connected to this database.");
        } else {
            table(tree).lines().forEach(context.output()::line);
            hidden(tree).ifPresent(context.output()::note);
        }
        return ExitCode.DONE;
    }

    private static Columns table(List<SessionTree.Node> tree) {
        Columns columns =
                new Columns().row("PID", "ROLE", "APPLICATION", "CLIENT", "STATE", "FOR", "WAITS FOR", "QUERY");
        for (SessionTree.Node node : tree) {
            Activity activity = node.activity();
            var session = activity.session();
            columns.row(
                    "  ".repeat(node.depth()) + (activity.pid() == 0 ? "prepared" : String.valueOf(activity.pid())),
                    session.role().orElse("?"),
                    session.application().orElse(""),
                    session.client().orElse(""),
                    session.state().orElse("not visible"),
                    session.transaction()
                            .or(activity::unchanged)
                            .map(age -> age.toSeconds() + " s")
                            .orElse(""),
                    activity.wanted().map(Activity.WantedLock::what).orElse(""),
                    session.query()
                            .map(sql -> sql.strip().replaceAll("\\s+", " "))
                            .orElse(""));
        }
        return columns;
    }

    private static Optional<String> hidden(List<SessionTree.Node> tree) {
        long hidden = tree.stream().filter(node -> !node.activity().visible()).count();
        return hidden == 0
                ? Optional.empty()
                : Optional.of("What " + (hidden == 1 ? "1 session does" : hidden + " sessions do")
                        + " your role may not see; grant it pg_read_all_stats.");
    }

    private static Map<String, Object> facts(SessionTree.Node node) {
        Map<String, Object> facts = SessionFacts.of(node.activity().session());
        facts.put("wants", node.activity().wanted().map(Activity.WantedLock::what));
        facts.put("blockers", node.activity().blockers());
        facts.put("depth", node.depth());
        return facts;
    }
}
