package io.emcee.cli;

import io.emcee.engine.DatabaseState;
import io.emcee.engine.DatabaseState.Adoptable;
import io.emcee.engine.DatabaseState.Unknown;
import io.emcee.revision.CompositeVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code emcee db version}: one line, {@code ocata_expand01, ocata_contract01}; beside an Alembic folder the rows of
 * {@code alembic_version}. As JSON the kind {@code version} with
 * the keys {@code version}, {@code trunk}, {@code expand}, {@code contract} (a revision or null) and {@code controlled}.
 */
final class VersionCommand implements Callable<Integer> {
    private final Context context;

    VersionCommand(Context context) {
        this.context = context;
    }

    CommandSpec spec() {
        return CommandTree.described(
                this, "version", "Print the composite version: the expand head and the contract head.");
    }

    @Override
    public Integer call() {
        Session session = context.session();
        DatabaseState state = session.engine().inspect();
        if (session.engine().set().alembic().isPresent()) {
            return shown(session, state);
        }
        Drift.refuse(session, state);
        return state.fold(
                controlled -> print(controlled.progress().version(), true),
                empty -> {
                    throw new Refusal(
                            ExitCode.ERROR,
                            "The database \"" + session.name()
                                    + "\" is empty and not under emcee's control; run: emcee db" + " sync");
                },
                adoptable -> adoptable(session, adoptable),
                unknown -> {
                    throw new Refusal(ExitCode.ERROR, origin(session, unknown));
                });
    }

    /** What the folder's own tool has written, whether or not the folder has such revisions. */
    private int shown(Session session, DatabaseState state) {
        if (state.versions().isEmpty()) {
            throw new Refusal(ExitCode.ERROR, noVersion(session));
        }
        List<String> differences = Drift.of(session, state);
        differences.forEach(context.output()::note);
        print(String.join(", ", state.versions()), state.progress().version(), false);
        return differences.isEmpty() ? ExitCode.DONE : ExitCode.DRIFT;
    }

    /** Of a database whose own tool has written none. */
    static String noVersion(Session session) {
        return "The database \"" + session.name()
                + "\" has no version: it has no table alembic_version, or an empty one;"
                + " use the folder's own tool, or name another database.";
    }

    private int adoptable(Session session, Adoptable adoptable) {
        context.output().note(foreign(session, adoptable));
        return print(adoptable.progress().version(), false);
    }

    private int print(CompositeVersion version, boolean controlled) {
        return print(version.toString(), version, controlled);
    }

    private int print(String line, CompositeVersion version, boolean controlled) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", line);
        facts.put("trunk", version.trunk());
        facts.put("expand", version.expand());
        facts.put("contract", version.contract());
        facts.put("controlled", controlled);
        context.output().result(line, "version", facts);
        return ExitCode.DONE;
    }

    /** Why a database that another tool has managed is not ours to change. */
    static String foreign(Session session, Adoptable adoptable) {
        return "The database \"" + session.name() + "\" is not under emcee's control; its version is read from "
                + adoptable.table() + ", which says " + String.join(", ", adoptable.versions())
                + "; take it under control with: emcee db version_control";
    }

    /** Why a database's version cannot be told. */
    static String origin(Session session, Unknown unknown) {
        return "The database \"" + session.name() + "\" has " + unknown.tables()
                + (unknown.tables() == 1 ? " table" : " tables")
                + " of unknown origin and no version; if you know it, say it: emcee db version_control VERSION";
    }
}
