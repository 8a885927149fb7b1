package io.emcee;

import io.emcee.cli.Commands;
import io.emcee.cli.ProcessInterrupts;
import io.emcee.cli.Surroundings;
import java.util.Optional;

/** Wires the program by hand. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ProcessInterrupts interrupts = new ProcessInterrupts();
        interrupts.exit(run(Surroundings.ofProcess(interrupts), arguments));
    }

    /** Runs one command line and answers the exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        FullScreen screens = new FullScreen(surroundings.environment(), surroundings.err());
        return Commands.of(surroundings, Optional.of(screens)).run(arguments);
    }
}
