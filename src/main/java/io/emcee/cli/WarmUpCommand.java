package io.emcee.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Loads what a start needs, for the launcher to make its class-data archive from. */
@Command(name = "warmup", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    private final Optional<Programs> programs;

    WarmUpCommand(Optional<Programs> programs) {
        this.programs = programs;
    }

    /** Runs {@code db version} on a server that refuses, then on one that knows nothing; how that ends is no matter. */
    @Override
    public Integer call() throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Surroundings nobody = new Surroundings(
                nowhere,
                nowhere,
                Map.of("HOME", "/dev/null", "PGPASSWORD", "none"),
                Terminal.NONE,
                (work, stop) -> work.run());
        try (Greeter greeter = new Greeter()) {
            for (int client = 0; client < 2; client++) {
                Commands.of(nobody, programs)
                        .run("db", "version", "--schema", "none", "--user", "none", "--url", greeter.url());
            }
            programs.ifPresent(Programs::warmUp);
        }
        return ExitCode.DONE;
    }
}
