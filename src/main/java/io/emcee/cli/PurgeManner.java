package io.emcee.cli;

import io.emcee.purge.Window;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a purge goes about it. */
final class PurgeManner {
    @Option(
            names = "--confirm",
            paramLabel = "TABLE",
            split = ",",
            description = "Confirm that this guarded table is meant; where nobody can be asked it is needed.")
    private List<String> confirmed = List.of();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "How many transactions at the same time; 1 by default.")
    private int workers = 1;

    @Option(
            names = "--window",
            paramLabel = "FROM-TO",
            description = "Only within these hours, by the clock of this machine: 22:00-05:00.")
    private Optional<String> window = Optional.empty();

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description =
                    "Keep the rows in a folder of the run's own in this one, on the disk before each delete commits.")
    private Optional<Path> archive = Optional.empty();

    /** Where the rows are kept; empty when they are not. */
    Optional<Path> archive() {
        return archive;
    }

    List<String> confirmed() {
        return confirmed;
    }

    int workers() {
        if (workers < 1 || workers > 16) {
            throw new Refusal(ExitCode.USAGE, "--workers must be from 1 to 16, not " + workers + ".");
        }
        return workers;
    }

    Optional<Window> window() {
        return window.map(text -> {
            try {
                return Window.parse(text);
            } catch (IllegalArgumentException none) {
                throw wrong("--window must be two times of day, such as 22:00-05:00, not \"" + text + "\".");
            }
        });
    }

    private static Refusal wrong(String sentence) {
        return new Refusal(ExitCode.USAGE, sentence);
    }
}
