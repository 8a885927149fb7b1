package io.emcee.tui.loop;

import java.time.Duration;

/**
 * What an operator may set about the terminal.
 *
 * @param escapeDelay how long what follows Escape still belongs to it; too short a time breaks arrow keys on slow lines
 * @param mouse whether the terminal reports the mouse; it then no longer selects text by itself
 */
public record Settings(Duration escapeDelay, boolean mouse) {
    public static Settings standard() {
        return new Settings(Duration.ofMillis(50), false);
    }
}
