package io.emcee.tui.screen;

import io.emcee.backup.Places;
import io.emcee.cli.Runner;
import io.emcee.database.Database;
import io.emcee.engine.Engine;
import io.emcee.purge.Patience;
import io.emcee.purge.PurgeRules;
import io.emcee.purge.Review;
import io.emcee.rehearsal.Rehearsal;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Theme;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the screens are about and never changes while they are open.
 *
 * @param rehearsal of the engine's database
 * @param places of PostgreSQL's programs
 * @param target what the operator calls the database
 * @param production whether mistakes are dear here
 * @param plansOnly why nothing may be run here but an approved plan, as half a sentence; empty when anything may
 * @param screenLimit how long a statement may take that a screen waits for
 * @param countLimit how long an exact count of one table may take; zero for no limit
 * @param commands what {@code :} runs
 * @param runner starts the steps of the walk
 * @param purged tables that may be purged beside those of the revision set
 */
public record World(
        Engine engine,
        Rehearsal rehearsal,
        Database database,
        Places places,
        String target,
        boolean production,
        Optional<String> plansOnly,
        Theme theme,
        Glyphs glyphs,
        Duration screenLimit,
        Duration countLimit,
        Palette commands,
        Runner runner,
        List<String> purged,
        Clock clock) {

    /** What may be purged here; waits for the revision set. */
    PurgeRules purgeRules() {
        return PurgeRules.of(engine.set(), purged);
    }

    /** Looks at what a purge would find, no longer than a screen waits; waits for the revision set. */
    Review review() {
        return new Review(engine, purgeRules()).with(new Patience(screenLimit));
    }
}
