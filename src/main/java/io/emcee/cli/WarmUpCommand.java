package io.emcee.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * Runs {@code db version} on a server that refuses, then on one that knows nothing, then the console; how that ends
     * is no matter.
     */
    @Override
    public Integer call() throws IOException {
        try (Greeter greeter = new Greeter()) {
            run(greeter, "db", "version");
            run(greeter, "db", "version");
            run(greeter, "console");
        }
        return ExitCode.DONE;
    }

    private void run(Greeter greeter, String... command) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Surroundings nobody = new Surroundings(
                nowhere,
                nowhere,
                Map.of("HOME", "/dev/null", "PGPASSWORD", "none", "TERM", "xterm-256color"),
                new WithoutTerminal(false, true),
                (work, stop) -> work.run());
        List<String> arguments = new ArrayList<>(List.of("--schema", "none", "--user", "none", "--url", greeter.url()));
        arguments.addAll(List.of(command));
        Commands.of(nobody, programs.map(Programs::rehearsed)).run(arguments.toArray(String[]::new));
    }
}
