package io.emcee.tui.screen;

import io.emcee.catalog.LockHolder;
import io.emcee.catalog.Server;
import io.emcee.engine.DatabaseState;
import io.emcee.engine.GateState;
import io.emcee.engine.Survey;
import io.emcee.revision.CompositeVersion;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionId;
import io.emcee.run.RunState;
import io.emcee.script.AlembicFolder;
import io.emcee.script.RevisionSet;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was last learned of the database, and what follows from it: worked out once, not at every frame.
 *
 * @param pending rows by open data migration, as of the last time the rows were asked
 * @param at when the question was asked
 * @param next what the walk does next; empty when everything is done
 * @param gates before the contract that comes next; none when every contract is applied
 * @param folder what the revisions come from when they can only be shown: then nothing is next, and there are no gates
 */
record Facts(
        Survey survey,
        Map<RevisionId, Long> pending,
        Instant at,
        Progress progress,
        CompositeVersion version,
        Optional<WalkStep> next,
        List<GateState> gates,
        Optional<AlembicFolder> folder) {
    Facts {
        pending = Map.copyOf(pending);
        gates = List.copyOf(gates);
    }

    static Facts of(RevisionSet set, Survey survey, Map<RevisionId, Long> pending, Instant at) {
        Progress recorded = survey.state().progress();
        Progress progress = new Progress(recorded.graph(), recorded.applied(), pending.keySet());
        if (set.alembic().isPresent()) {
            return new Facts(
                    survey, Map.of(), at, recorded, recorded.version(), Optional.empty(), List.of(), set.alembic());
        }
        return new Facts(
                survey,
                pending,
                at,
                progress,
                progress.version(),
                WalkStep.next(set, progress),
                progress.nextContract()
                        .map(contract -> GateState.before(contract, progress, pending))
                        .orElse(List.of()),
                Optional.empty());
    }

    /** The composite version, or what another tool says where the revisions are only shown; empty for none. */
    String versionWords() {
        return folder.isPresent() ? String.join(", ", state().versions()) : version.toString();
    }

    Server server() {
        return survey.server();
    }

    /** {@code 17.11}, without what the packager added. */
    String serverVersion() {
        return server().version().split(" ", 2)[0];
    }

    String schema() {
        return survey.schema();
    }

    DatabaseState state() {
        return survey.state();
    }

    /** Who changes the database, this console included. */
    Optional<LockHolder> busy() {
        return survey.busy();
    }

    /** What is so of who else works, or worked, on the database; empty for nothing of note. */
    Optional<Span> standing() {
        return busy().map(holder -> Span.of(inUse(holder), Role.WARNING))
                .or(() -> survey.run()
                        .filter(run -> run.state() == RunState.INTERRUPTED)
                        .map(run -> Span.of(
                                "Run " + run.id() + " of " + run.owner().who() + " (" + run.title()
                                        + ") was interrupted; what it did is kept, and the walk goes on from there.",
                                Role.WARNING)));
    }

    static String inUse(LockHolder holder) {
        return "Another emcee works on this database: " + holder + ".";
    }

    /** Whether something of a release is applied. */
    boolean begun(String release) {
        return progress.graph().release(release).stream().anyMatch(progress.applied()::contains);
    }

    /** Whether another tool says more than emcee has recorded, so that recording it is what comes next. */
    boolean adoptable() {
        return folder.isEmpty()
                && state().fold(DatabaseState.Controlled::moved, empty -> false, adoptable -> true, unknown -> false);
    }

    /** Why nothing can be run here; empty when something can. */
    Optional<String> obstacle() {
        if (folder.isPresent()) {
            return Optional.of("The revisions are those of an Alembic folder, which emcee only shows; upgrade the"
                    + " database with alembic, or with the service's own tool that runs it.");
        }
        return state().fold(
                        controlled -> first(controlled.drift()),
                        empty -> Optional.empty(),
                        adoptable -> Optional.of("The database is managed through " + adoptable.table() + " (at "
                                + String.join(", ", adoptable.versions()) + "), not by emcee."),
                        unknown -> Optional.of(
                                "The database has tables of unknown origin and is not under emcee's control."));
    }

    private static Optional<String> first(List<String> drift) {
        String more = drift.size() > 1 ? " (and " + (drift.size() - 1) + " more; emcee db check lists all)" : "";
        return drift.stream().findFirst().map(sentence -> sentence + more);
    }
}
