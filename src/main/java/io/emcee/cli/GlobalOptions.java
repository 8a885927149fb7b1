package io.emcee.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/**
 * The options of every command; they may stand before it or after it. Described by picocli's model: to read the same from
 * annotations takes a tenth of a start.
 */
final class GlobalOptions {
    Optional<Path> config = Optional.empty();
    Optional<String> target = Optional.empty();
    Optional<String> url = Optional.empty();
    Optional<String> user = Optional.empty();
    Optional<Path> passwordFile = Optional.empty();
    Optional<String> revisions = Optional.empty();
    Optional<String> schema = Optional.empty();
    boolean json;
    boolean noColour;
    Optional<String> theme = Optional.empty();
    boolean yes;
    Map<String, String> overrule = Map.of();
    Optional<String> backup = Optional.empty();
    Optional<String> pace = Optional.empty();
    Map<String, String> throttle = Map.of();
    boolean dryRun;
    boolean verbose;

    /** Adds the options to the root of all commands, which hand them down. */
    void addTo(CommandSpec root) {
        root.addOption(option("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show what the command does and takes.")
                .build());
        root.addOption(path("--config", "FILE", "Read this configuration.", given -> config = given));
        root.addOption(text("--target", "NAME", "Work on this target of the configuration.", given -> target = given));
        root.addOption(text(
                "--url",
                "JDBC_URL",
                "Work on the database at jdbc:postgresql://HOST:PORT/DATABASE.",
                given -> url = given));
        root.addOption(text("--user", "ROLE", "Log in as this role.", given -> user = given));
        root.addOption(path(
                "--password-file",
                "FILE",
                "Read the password from the file's first line.",
                given -> passwordFile = given));
        root.addOption(text(
                "--revisions",
                "FOLDER|NAME",
                "Use this revision set: glance (the default), bexar, or a folder; one of Alembic is only shown.",
                given -> revisions = given));
        root.addOption(text("--schema", "NAME", "The schema of the service's tables.", given -> schema = given));
        root.addOption(flag("--json", "Print results as JSON, one object on each line.", given -> json = given));
        root.addOption(flag("--no-color", "Print without colours.", given -> noColour = given));
        root.addOption(text("--theme", "NAME", "The colours of the console.", given -> theme = given));
        root.addOption(flag("--yes", "Answer every question with yes.", given -> yes = given));
        root.addOption(text(
                "--pace",
                "TIME",
                "How long a batch of rows should take: 20ms to 500ms, 50ms where nothing is said.",
                given -> pace = given));
        root.addOption(pairs(
                "--throttle",
                "SIGNAL=SLOW/HOLD",
                "From where on a signal of the server slows a data migration down and holds it: waiting=5/20.",
                given -> throttle = given));
        root.addOption(pairs(
                "--overrule",
                "GATE=REASON",
                "Go on in spite of this gate, such as preflight.connections; the reason is kept.",
                given -> overrule = given));
        root.addOption(text(
                "--backup",
                "PATH|STATEMENT",
                "The way back: a dump, what pgBackRest, WAL-G or Barman say as JSON, or in words where it is.",
                given -> backup = given));
        root.addOption(flag("--dry-run", "Print what would be done, and do nothing.", given -> dryRun = given));
        root.addOption(
                flag("--verbose", "Print each statement, and the cause of a failure.", given -> verbose = given));
    }

    private static OptionSpec.Builder option(String... names) {
        return OptionSpec.builder(names).scopeType(ScopeType.INHERIT);
    }

    private static OptionSpec flag(String name, String description, Consumer<Boolean> field) {
        return option(name)
                .type(boolean.class)
                .description(description)
                .setter(new Setter(given -> field.accept(given.isPresent())))
                .build();
    }

    private static OptionSpec text(String name, String label, String description, Consumer<Optional<String>> field) {
        return option(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .setter(new Setter(given -> field.accept(given.map(String::valueOf))))
                .build();
    }

    private static OptionSpec path(String name, String label, String description, Consumer<Optional<Path>> field) {
        return option(name)
                .type(Path.class)
                .paramLabel(label)
                .description(description)
                .setter(new Setter(given -> field.accept(given.map(Path.class::cast))))
                .build();
    }

    private static OptionSpec pairs(
            String name, String label, String description, Consumer<Map<String, String>> field) {
        return option(name)
                .type(Map.class)
                .auxiliaryTypes(String.class, String.class)
                .paramLabel(label)
                .description(description)
                .setter(new Setter(given -> field.accept(texts(given.orElse(Map.of())))))
                .build();
    }

    private static Map<String, String> texts(Object given) {
        Map<String, String> texts = new LinkedHashMap<>();
        ((Map<?, ?>) given).forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }

    /** Hands on what picocli has understood; empty where the option is not given. */
    private record Setter(Consumer<Optional<Object>> field) implements ISetter {
        @Override
        public <T> T set(T value) {
            field.accept(Optional.ofNullable(value));
            return value;
        }
    }

    /** What another process needs to find the same database, set and rules; none of it is a secret. */
    List<String> place() {
        List<String> place = new ArrayList<>();
        add(place, "--config", config);
        add(place, "--target", target);
        add(place, "--url", url);
        add(place, "--user", user);
        add(place, "--revisions", revisions);
        add(place, "--schema", schema);
        return place;
    }

    private static void add(List<String> place, String name, Optional<?> value) {
        value.ifPresent(given -> place.addAll(List.of(name, given.toString())));
    }

    Choice choice() {
        return new Choice(target, url, user, passwordFile, revisions, schema, pace());
    }

    /** What is said of how a long work treats the server. */
    PaceOptions pace() {
        return new PaceOptions(pace, throttle);
    }
}
