package io.emcee.tui.screen;

import io.emcee.catalog.LockHolder;
import io.emcee.catalog.Server;
import io.emcee.engine.DatabaseState;
import io.emcee.engine.Survey;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What was last learned of the database.
 *
 * @param pending rows by open data migration, as of the last time the rows were asked
 * @param at when it was asked
 */
public record Facts(Survey survey, Map<RevisionId, Long> pending, Instant at) {
    public Facts {
        pending = Map.copyOf(pending);
    }

    Server server() {
        return survey.server();
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

    Progress progress() {
        Progress recorded = state().progress();
        return new Progress(recorded.graph(), recorded.applied(), pending.keySet());
    }

    /** Why nothing can be run here; empty when something can. */
    Optional<String> obstacle() {
        return state().fold(
                        controlled -> controlled.drift().stream().findFirst(),
                        empty -> Optional.empty(),
                        adoptable -> Optional.of("The database is managed through " + adoptable.table() + " (at "
                                + String.join(", ", adoptable.versions()) + "), not by emcee."),
                        unknown -> Optional.of(
                                "The database has tables of unknown origin and is not under emcee's control."));
    }
}
