package io.emcee.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who wants to be told of what happens; either by a command or by a URL.
 *
 * @param command a program and its arguments; empty for none
 * @param url of http or https, with a host; may hold secrets
 * @param on {@code phase_start}, {@code phase_end}, {@code failure}, {@code gate}; never empty
 * @param targets the databases it is about; empty for all
 */
public record Hook(String name, List<String> command, Optional<URI> url, Set<String> on, Set<String> targets) {
    public Hook {
        command = List.copyOf(command);
        on = Set.copyOf(on);
        targets = Set.copyOf(targets);
    }

    /** Whether it is about a database; one without a name is about none of the targets. */
    public boolean concerns(Optional<String> target) {
        return targets.isEmpty() || target.filter(targets::contains).isPresent();
    }
}
