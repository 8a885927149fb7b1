package io.emcee.config;

import io.emcee.json.Durations;
import io.emcee.json.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the keys of a configuration; config.example.yaml explains them. */
final class ConfigurationReader {
    private static final Set<String> COLOURS = Set.of("auto", "none", "16", "256", "true");
    private static final Duration INSTANT = Duration.ofMillis(1);

    private final Path file;
    private final Path home;

    ConfigurationReader(Path file, Path home) {
        this.file = file;
        this.home = home;
    }

    /** What could be read; the problems are with the fields. */
    Configuration read(Fields fields) {
        Optional<Fields> targets = fields.fields("targets");
        Set<String> names = targets.map(Fields::keys).orElse(Set.of());
        Configuration configuration = new Configuration(
                Optional.of(file),
                targets.map(this::targets).orElse(Map.of()),
                defaultTarget(fields, names),
                preferences(fields),
                fields.fields("hooks")
                        .map(hooks -> new HooksReader(names).read(hooks))
                        .orElse(List.of()));
        fields.end();
        return configuration;
    }

    private Map<String, Target> targets(Fields fields) {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (String name : fields.keys()) {
            fields.fields(name).ifPresent(inner -> targets.put(name, target(name, inner)));
        }
        return targets;
    }

    private Target target(String name, Fields fields) {
        Target target = new Target(
                name,
                fields.requiredText("url").orElse(""),
                fields.text("user"),
                fields.text("password_file").map(this::path),
                fields.text("schema"),
                fields.text("revisions").map(this::revisions),
                fields.fields("locks").map(ConfigurationReader::locks).orElse(Locks.DEFAULT),
                fields.fields("preflight").map(PreflightReader::read).orElse(Preflight.DEFAULT),
                fields.fields("gates")
                        .map(gates -> GatesReader.read(gates, this::path))
                        .orElse(Gates.DEFAULT),
                fields.fields("throttle").map(ThrottleReader::read).orElse(Throttle.DEFAULT),
                fields.fields("approvals").map(this::approvals).orElse(Approvals.NONE),
                fields.fields("purge").map(ConfigurationReader::purged).orElse(List.of()),
                fields.flag("production"));
        fields.end();
        return target;
    }

    private Approvals approvals(Fields fields) {
        Approvals approvals = new Approvals(
                fields.number("required", 0).orElse(1), fields.text("signers").map(this::path));
        fields.end();
        return approvals;
    }

    private static List<String> purged(Fields fields) {
        List<String> tables = fields.texts("tables");
        fields.end();
        return tables;
    }

    private static Locks locks(Fields fields) {
        Locks locks = new Locks(
                duration(fields, "timeout", INSTANT, "1h"),
                duration(fields, "longest", INSTANT, "1h"),
                duration(fields, "budget", Duration.ZERO, "24h"));
        locks.longest()
                .filter(longest -> locks.timeout()
                        .filter(timeout -> timeout.compareTo(longest) > 0)
                        .isPresent())
                .ifPresent(longest ->
                        fields.problem("longest", "the key \"longest\" must not be shorter than the key \"timeout\""));
        fields.end();
        return locks;
    }

    /** Compared with the names as they stand in the file, so that a broken target is not reported twice. */
    private static Optional<String> defaultTarget(Fields fields, Set<String> known) {
        Optional<String> name = fields.text("default_target");
        name.filter(wanted -> !known.contains(wanted))
                .ifPresent(wanted -> fields.problem(
                        "default_target",
                        "the key \"default_target\" names \"" + wanted + "\", which is not among the targets"
                                + (known.isEmpty() ? "" : " " + String.join(", ", known))));
        return name;
    }

    private Preferences preferences(Fields fields) {
        Preferences otherwise = Preferences.DEFAULT;
        return new Preferences(
                fields.text("theme"),
                fields.text("themes").map(this::path),
                colours(fields),
                duration(fields, "escape_delay", INSTANT, "2s").orElse(otherwise.escapeDelay()),
                fields.fields("batch").flatMap(ConfigurationReader::batchRows).orElse(otherwise.batchRows()),
                duration(fields, "screen_timeout", INSTANT, "24h").orElse(otherwise.screenTimeout()),
                duration(fields, "count_timeout", Duration.ZERO, "24h").orElse(otherwise.countTimeout()),
                fields.text("postgres_programs").map(this::path));
    }

    private static Optional<Integer> batchRows(Fields fields) {
        Optional<Integer> rows = fields.number("rows", 1);
        fields.end();
        return rows;
    }

    private static Optional<String> colours(Fields fields) {
        return fields.parsed("colours", "one of auto, none, 16, 256, true", ConfigurationReader::known)
                .filter(colours -> !colours.equals("auto"));
    }

    private static String known(String colours) {
        if (!COLOURS.contains(colours)) {
            throw new IllegalArgumentException(colours);
        }
        return colours;
    }

    private static Optional<Duration> duration(Fields fields, String key, Duration least, String most) {
        return fields.parsed(key, "a length of time such as 500ms or 5s, at most " + most, text -> {
            Duration duration = Durations.parse(text);
            if (duration.compareTo(least) < 0 || duration.compareTo(Durations.parse(most)) > 0) {
                throw new IllegalArgumentException(text);
            }
            return duration;
        });
    }

    /** A set's name stays as it is; what looks like a path is one. */
    private String revisions(String text) {
        return text.matches("[~./].*|.*/.*") ? path(text).toString() : text;
    }

    /** {@code ~} is the operator's home; other relative paths begin at the configuration's folder. */
    private Path path(String text) {
        if (text.equals("~") || text.startsWith("~/")) {
            return home.resolve(text.substring(Math.min(2, text.length())));
        }
        return file.resolveSibling(text);
    }
}
