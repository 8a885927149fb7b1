package io.emcee.cli;

import io.emcee.engine.DatabaseState;
import io.emcee.revision.Progress;
import io.emcee.revision.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code emcee db check}: what the database needs next, as a line and as the exit code. As JSON the kind {@code check}
 * with the keys {@code stage} (expand, migrate, contract, up to date), {@code exit_code}, {@code version} and
 * {@code sentence}.
 */
@Command(
        name = "check",
        description = "Say what the database needs next.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:up to date", "3:run expand", "4:run migrate", "5:run contract", "9:drift"})
final class CheckCommand implements Callable<Integer> {
    private final Context context;

    CheckCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        DatabaseState state = session.engine().inspectRows();
        Drift.refuse(session, state);
        if (session.engine().set().alembic().isPresent()) {
            return shown(session, state);
        }
        return state.fold(
                controlled -> print(stage(session, controlled.progress()), controlled.progress(), ""),
                empty -> print(Stage.EXPAND, empty.progress(), ""),
                adoptable ->
                        print(Stage.EXPAND, adoptable.progress(), " " + VersionCommand.foreign(session, adoptable)),
                unknown -> {
                    throw new Refusal(ExitCode.ERROR, VersionCommand.origin(session, unknown));
                });
    }

    private int shown(Session session, DatabaseState state) {
        if (state instanceof DatabaseState.Unknown) {
            throw new Refusal(ExitCode.ERROR, VersionCommand.noVersion(session));
        }
        Stage stage = stage(session, state.progress());
        String sentence = "Your database is not up to date: " + AlembicGraph.sum(state.progress())
                + "; upgrade it with the folder's own tool.";
        return print(
                stage, stage == Stage.COMPLETE ? Wording.check(stage) : sentence, String.join(", ", state.versions()));
    }

    private static Stage stage(Session session, Progress progress) {
        return progress.stage(session.engine().set().graph().ids());
    }

    private int print(Stage stage, Progress progress, String more) {
        return print(
                stage,
                more.isEmpty() ? Wording.check(stage) : "Your database is not up to date." + more,
                progress.version());
    }

    private int print(Stage stage, String sentence, Object version) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("stage", stage.words());
        facts.put("exit_code", stage.exitCode());
        facts.put("version", version);
        facts.put("sentence", sentence);
        context.output().result(sentence, "check", facts);
        return stage.exitCode();
    }
}
