package io.emcee.cli;

import io.emcee.config.Configuration;
import io.emcee.config.Target;
import io.emcee.database.Database;
import io.emcee.engine.Engine;
import java.util.List;
import java.util.Optional;

/**
 * The database to work on, and what works on it. Nothing is opened yet.
 *
 * @param target its name in the configuration
 * @param production whether to warn whoever works on it
 * @param configuration from which all this came
 * @param options of a command line that lead another process to the same, without a secret; empty where none may, as to a
 *     database that is gone when this process ends
 */
public record Session(
        Optional<String> target,
        boolean production,
        Database database,
        Engine engine,
        Configuration configuration,
        Optional<List<String>> options) {
    public Session {
        options = options.map(List::copyOf);
    }

    /** Why nothing may be run but an approved plan, as half a sentence; empty when anything may. */
    public Optional<String> plansOnly() {
        return new Approved(this).reason();
    }

    /** Tables that the target lets be purged beside those of the revision set. */
    public List<String> purged() {
        return target.flatMap(
                        name -> Optional.ofNullable(configuration.targets().get(name)))
                .map(Target::purged)
                .orElse(List.of());
    }

    /** What to call the database: the target's name, else the database's own. */
    public String name() {
        return target.orElseGet(() -> database.address().database());
    }
}
