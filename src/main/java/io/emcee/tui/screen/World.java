package io.emcee.tui.screen;

import io.emcee.database.Database;
import io.emcee.engine.Engine;
import io.emcee.rehearsal.Rehearsal;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Theme;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What the screens are about and never changes while they are open.
 *
 * @param rehearsal of the engine's database
 * @param target what the operator calls the database
 * @param production whether mistakes are dear here
 * @param plansOnly why nothing may be run here but an approved plan, as half a sentence; empty when anything may
 * @param screenLimit how long a statement may take that a screen waits for
 * @param countLimit how long an exact count of one table may take; zero for no limit
 * @param commands what {@code :} runs
 */
public record World(
        Engine engine,
        Rehearsal rehearsal,
        Database database,
        String target,
        boolean production,
        Optional<String> plansOnly,
        Theme theme,
        Glyphs glyphs,
        Duration screenLimit,
        Duration countLimit,
        Palette commands,
        Clock clock) {}
