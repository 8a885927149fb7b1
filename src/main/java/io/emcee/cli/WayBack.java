package io.emcee.cli;

import io.emcee.backup.Backups;
import io.emcee.backup.Places;
import io.emcee.config.Gates;
import io.emcee.config.Target;
import io.emcee.engine.Backup;
import io.emcee.engine.Gate;
import io.emcee.engine.Overrules;
import io.emcee.engine.Plan;
import io.emcee.engine.PreflightRules.Mode;
import java.util.Optional;

/** Finds the backup before a run: the one that the operator names, or one that the command of the target makes now. */
final class WayBack {
    private final Context context;
    private final Session session;

    WayBack(Context context, Session session) {
        this.context = context;
        this.session = session;
    }

    /**
     * The backup for a plan; empty when none is wanted or none is known.
     *
     * @throws io.emcee.engine.GateRefused when there is one, and it is not accepted
     */
    Optional<Backup> find(Plan plan, Overrules overrules) {
        Optional<String> named = context.options().backup;
        if (named.isPresent()) {
            return Optional.of(backups().accept(named.get()));
        }
        Gates gates = gates();
        boolean make = !gates.command().isEmpty()
                && session.engine().gates().backup(false) != Mode.OFF
                && overrules.reason(Gate.BACKUP).isEmpty()
                && session.engine().backups().wanted(plan);
        return make
                ? Optional.of(backups().make(gates.command(), gates.path(), context.output()::note))
                : Optional.empty();
    }

    private Backups backups() {
        return new Backups(
                session.database(),
                session.engine().schema(),
                session.engine().gates().age(),
                Places.of(
                        session.configuration().preferences().programs(),
                        context.surroundings().environment()));
    }

    private Gates gates() {
        return session.target()
                .flatMap(name ->
                        Optional.ofNullable(session.configuration().targets().get(name)))
                .map(Target::gates)
                .orElse(Gates.DEFAULT);
    }
}
