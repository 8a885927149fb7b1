package io.emcee.cli;

import io.emcee.batch.Tuning;
import io.emcee.config.Configuration;
import io.emcee.config.Gates;
import io.emcee.config.Locks;
import io.emcee.config.Preflight;
import io.emcee.config.Target;
import io.emcee.config.Throttle;
import io.emcee.engine.Check.Subject;
import io.emcee.engine.GateRules;
import io.emcee.engine.LockLadder;
import io.emcee.engine.PreflightRules;
import io.emcee.engine.PreflightRules.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the command line says of the database. An option wins over the target of the configuration, that over libpq's
 * variables, and those over the defaults.
 */
record Choice(
        Optional<String> target,
        Optional<String> url,
        Optional<String> user,
        Optional<Path> passwordFile,
        Optional<String> revisions,
        Optional<String> schema,
        PaceOptions pace) {
    /** The revision set where nobody names one. */
    static final String REVISIONS = "glance";

    private static final List<String> PLACES = List.of("PGHOST", "PGPORT", "PGDATABASE");

    /** A database that was decided on. */
    record Chosen(
            Optional<String> target,
            String url,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<String> schema,
            String revisions,
            LockLadder locks,
            PreflightRules preflight,
            GateRules gates,
            Tuning tuning,
            boolean production) {}

    /**
     * Decides which database is meant.
     *
     * @return empty when nothing names one
     * @throws io.emcee.config.UnknownTarget when there is no target of the name asked for
     * @throws Refusal when there are several targets and nothing says which
     */
    Optional<Chosen> decide(Configuration configuration, Map<String, String> environment) {
        // A url stands for itself: nothing of a target that was not asked for, least of all its password, goes there.
        Optional<Target> named = url.isPresent() && target.isEmpty() ? Optional.empty() : configuration.target(target);
        Optional<String> place = url.or(() -> named.map(Target::url));
        if (place.isEmpty() && configuration.targets().size() > 1) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "Several targets are configured; name one of "
                            + String.join(", ", configuration.targets().keySet())
                            + " by --target NAME, or set default_target.");
        }
        return place.or(() -> fromEnvironment(environment))
                .map(where -> new Chosen(
                        named.map(Target::name),
                        where,
                        user.or(() -> named.flatMap(Target::user)),
                        passwordFile.or(() -> named.flatMap(Target::passwordFile)),
                        schema.or(() -> named.flatMap(Target::schema)),
                        revisions(named),
                        locks(named.map(Target::locks).orElse(Locks.DEFAULT)),
                        rules(named.map(Target::preflight).orElse(Preflight.DEFAULT)),
                        gates(
                                named.map(Target::gates).orElse(Gates.DEFAULT),
                                named.map(Target::production).orElse(false)),
                        pace.tuning(named.map(Target::throttle).orElse(Throttle.DEFAULT)),
                        named.map(Target::production).orElse(false)));
    }

    private String revisions(Optional<Target> named) {
        return revisions.or(() -> named.flatMap(Target::revisions)).orElse(REVISIONS);
    }

    private static LockLadder locks(Locks locks) {
        LockLadder otherwise = LockLadder.DEFAULT;
        Duration first = locks.timeout().orElse(otherwise.first());
        Duration longest = locks.longest().orElse(otherwise.longest());
        return new LockLadder(
                // Whoever gives only one of the two means it.
                locks.timeout().isEmpty() && first.compareTo(longest) > 0 ? longest : first,
                locks.longest().isEmpty() && first.compareTo(longest) > 0 ? first : longest,
                locks.budget().orElse(otherwise.budget()));
    }

    private static PreflightRules rules(Preflight preflight) {
        PreflightRules otherwise = PreflightRules.DEFAULT;
        return new PreflightRules(
                preflight.modes().entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> Subject.valueOf(entry.getKey().toUpperCase(Locale.ROOT)),
                                entry -> mode(entry.getValue()))),
                preflight.transaction().orElse(otherwise.transaction()),
                preflight.retained().orElse(otherwise.retained()),
                preflight.lag().orElse(otherwise.lag()),
                preflight.disk().orElse(otherwise.disk()));
    }

    private static GateRules gates(Gates gates, boolean production) {
        GateRules otherwise = GateRules.DEFAULT;
        return new GateRules(
                gates.drain().map(Choice::mode),
                gates.backup().map(Choice::mode),
                production,
                gates.quiet().orElse(otherwise.quiet()),
                gates.oldClients(),
                gates.age().orElse(otherwise.age()));
    }

    private static Mode mode(String word) {
        return Mode.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** A url that says nothing lets the variables speak. */
    private static Optional<String> fromEnvironment(Map<String, String> environment) {
        return PLACES.stream()
                        .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty())
                ? Optional.of("postgresql://")
                : Optional.empty();
    }
}
