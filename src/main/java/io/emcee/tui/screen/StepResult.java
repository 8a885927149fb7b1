package io.emcee.tui.screen;

import java.time.Duration;

/**
 * What a confirmed step of the walk did.
 *
 * @param rows migrated; 0 for a step that changes the schema
 */
record StepResult(WalkStep work, long rows, Duration took) {}
