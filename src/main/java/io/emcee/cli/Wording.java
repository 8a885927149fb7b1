package io.emcee.cli;

import io.emcee.engine.Operation;
import io.emcee.engine.Plan;
import io.emcee.revision.Stage;
import java.util.Optional;

/** The result lines of {@code db}: glance-manage's own, so that scripts written for it carry over. */
final class Wording {
    private Wording() {}

    /** What {@code db check} prints. */
    static String check(Stage stage) {
        return switch (stage) {
            case COMPLETE -> "Database is up to date. No upgrades needed.";
            case EXPAND -> "Your database is not up to date. Your first step is to run `emcee db expand`.";
            case MIGRATE -> "Your database is not up to date. Your next step is to run `emcee db migrate`.";
            case CONTRACT -> "Your database is not up to date. Your next step is to run `emcee db contract`.";
        };
    }

    /**
     * What a run prints that has come to its end.
     *
     * @param last the revision of its last step
     */
    static String done(Operation operation, String target, String last, Object version, long rows) {
        return switch (operation) {
            case MIGRATE -> "Migrated " + rows + (rows == 1 ? " row" : " rows");
            case SYNC -> "Database is synced successfully.";
            case EXPAND, CONTRACT, UPGRADE ->
                "Upgraded database to: " + reached(operation, target, last) + ", current revision(s): " + version;
        };
    }

    /** As the other. */
    static String done(Plan plan, long rows) {
        String last = plan.steps().get(plan.steps().size() - 1).id().text();
        return done(plan.operation(), plan.target(), last, plan.to(), rows);
    }

    /** {@code 2024_1} when a release was asked for, else the last revision. */
    private static String reached(Operation operation, String target, String last) {
        return operation == Operation.UPGRADE && !target.isEmpty() ? target : last;
    }

    /**
     * What a command prints that found nothing to do.
     *
     * @param version what was asked for
     * @param stage of the whole set
     */
    static String nothing(Operation operation, Optional<String> version, Stage stage) {
        if (version.isPresent() && stage != Stage.COMPLETE) {
            return "Database is already at " + version.get() + " or later. No migrations needed.";
        }
        return stage == Stage.COMPLETE ? "Database is up to date. No migrations needed." : nothing(operation);
    }

    private static String nothing(Operation operation) {
        return switch (operation) {
            case EXPAND -> "Database expansion is up to date. No expansion needed.";
            case MIGRATE -> "Database migration is up to date. No migration needed.";
            case CONTRACT -> "Database contraction is up to date. No contraction needed.";
            case UPGRADE, SYNC -> "Database is up to date. No migrations needed.";
        };
    }
}
