package io.emcee.cli;

import io.emcee.engine.DatabaseState;
import java.util.List;

/** What is applied is compared with the revision set before anything is said of it. */
final class Drift {
    private Drift() {}

    /**
     * Refuses a database whose histories do not fit the revision set.
     *
     * @throws Refusal with every difference, exit code 9
     */
    static void refuse(Session session, DatabaseState state) {
        List<String> differences = of(session, state);
        if (differences.size() == 1) {
            throw new Refusal(ExitCode.DRIFT, differences.get(0));
        }
        if (!differences.isEmpty()) {
            throw new Refusal(
                    ExitCode.DRIFT,
                    "The database \"" + session.name() + "\" differs from the revision set \""
                            + session.engine().set().name() + "\" in " + differences.size()
                            + " places; use the set it came from, or put the files back as they were:\n  "
                            + String.join("\n  ", differences));
        }
    }

    /** A sentence for each difference. */
    static List<String> of(Session session, DatabaseState state) {
        return state.fold(
                controlled -> controlled.drift(),
                empty -> List.of(),
                adoptable -> adoptable.unknown().stream()
                        .map(version -> "The table \"" + adoptable.table() + "\" says \"" + version
                                + "\", but the revision set \""
                                + session.engine().set().name()
                                + "\" does not know it; use the set that it came from.")
                        .toList(),
                unknown -> List.of());
    }
}
