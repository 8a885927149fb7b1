package io.emcee.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command; they may stand before it or after it. */
final class GlobalOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show what the command does and takes.")
    boolean help;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read this configuration.")
    Optional<Path> config = Optional.empty();

    @Option(
            names = "--target",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Work on this target of the configuration.")
    Optional<String> target = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "JDBC_URL",
            scope = ScopeType.INHERIT,
            description = "Work on the database at jdbc:postgresql://HOST:PORT/DATABASE.")
    Optional<String> url = Optional.empty();

    @Option(names = "--user", paramLabel = "ROLE", scope = ScopeType.INHERIT, description = "Log in as this role.")
    Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read the password from the file's first line.")
    Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--revisions",
            paramLabel = "FOLDER|NAME",
            scope = ScopeType.INHERIT,
            description = "Use this revision set: glance (the default), bexar, or a folder.")
    Optional<String> revisions = Optional.empty();

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The schema of the service's tables.")
    Optional<String> schema = Optional.empty();

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print results as JSON, one object on each line.")
    boolean json;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "Print without colours.")
    boolean noColour;

    @Option(
            names = "--theme",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The colours of the console.")
    Optional<String> theme = Optional.empty();

    @Option(names = "--yes", scope = ScopeType.INHERIT, description = "Answer every question with yes.")
    boolean yes;

    @Option(
            names = "--overrule",
            paramLabel = "GATE=REASON",
            scope = ScopeType.INHERIT,
            description = "Go on in spite of this gate, such as preflight.connections; the reason is kept.")
    Map<String, String> overrule = Map.of();

    @Option(names = "--dry-run", scope = ScopeType.INHERIT, description = "Print what would be done, and do nothing.")
    boolean dryRun;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Print each statement, and the cause of a failure.")
    boolean verbose;

    Choice choice() {
        return new Choice(target, url, user, passwordFile, revisions, schema);
    }
}
