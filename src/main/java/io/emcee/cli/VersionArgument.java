package io.emcee.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The version to go to, as an argument or as the option that glance-manage has for it. */
final class VersionArgument {
    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description = "A revision, release, alias or legacy number; without it the newest.")
    private Optional<String> argument = Optional.empty();

    @Option(names = "--version", paramLabel = "VERSION", description = "The same as an option.")
    private Optional<String> option = Optional.empty();

    /**
     * The version asked for; empty for the newest.
     *
     * @throws Refusal when two different ones are given
     */
    Optional<String> get() {
        if (argument.isPresent() && option.isPresent() && !argument.equals(option)) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "Two versions are given, \"" + argument.get() + "\" and \"" + option.get() + "\"; name one.");
        }
        return argument.or(() -> option);
    }
}
