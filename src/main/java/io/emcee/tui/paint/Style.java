package io.emcee.tui.paint;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import java.util.Optional;
import java.util.Set;

/**
 * How a role looks in one colour depth.
 *
 * @param background empty to keep what is behind
 */
public record Style(TextColor foreground, Optional<TextColor> background, Set<SGR> modifiers) {
    public Style {
        modifiers = Set.copyOf(modifiers);
    }
}
