package io.emcee.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A database that has a name.
 *
 * @param url as the operator wrote it, not examined
 * @param passwordFile absolute, or relative to the current folder; need not exist
 * @param schema of the service's tables; empty for the connection's own
 * @param revisions the name of a bundled revision set, or a folder
 * @param locks how a step waits for a lock
 * @param preflight what stops a phase, and what is only said
 * @param gates what it wants to be sure of before a phase that cannot simply be undone
 * @param throttle how a long work treats its server
 * @param approvals whose consent it wants before it is changed
 * @param purged tables that may be purged beside those that the revision set names
 * @param production whether to warn whoever works on it
 */
public record Target(
        String name,
        String url,
        Optional<String> user,
        Optional<Path> passwordFile,
        Optional<String> schema,
        Optional<String> revisions,
        Locks locks,
        Preflight preflight,
        Gates gates,
        Throttle throttle,
        Approvals approvals,
        List<String> purged,
        boolean production) {
    public Target {
        purged = List.copyOf(purged);
    }
}
