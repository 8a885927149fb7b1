package io.emcee.cli;

import io.emcee.engine.DatabaseState;
import io.emcee.engine.DatabaseState.Adoptable;
import io.emcee.engine.DatabaseState.Unknown;
import io.emcee.revision.CompositeVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code emcee db version}: one line, {@code ocata_expand01, ocata_contract01}. As JSON the kind {@code version} with
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

    private int adoptable(Session session, Adoptable adoptable) {
        context.output().note(foreign(session, adoptable));
        return print(adoptable.progress().version(), false);
    }

    private int print(CompositeVersion version, boolean controlled) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", version);
        facts.put("trunk", version.trunk());
        facts.put("expand", version.expand());
        facts.put("contract", version.contract());
        facts.put("controlled", controlled);
        context.output().result(version.toString(), "version", facts);
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
