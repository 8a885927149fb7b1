package io.emcee;

import io.emcee.cli.Commands;
import io.emcee.cli.ProcessInterrupts;
import io.emcee.cli.Surroundings;
import java.util.Optional;
import java.util.logging.LogManager;

/** Wires the program by hand. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // The driver and JLine log, and Java's logging looks into every jar when it is first used: beside the rest.
        Thread logging = new Thread(LogManager::getLogManager, "logging");
        logging.setDaemon(true);
        logging.start();
        ProcessInterrupts interrupts = new ProcessInterrupts();
        interrupts.exit(run(Surroundings.ofProcess(interrupts), arguments));
    }

    /** Runs one command line and answers the exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        FullScreen screens = new FullScreen(surroundings.environment(), surroundings.err(), false);
        return Commands.of(surroundings, Optional.of(screens)).run(arguments);
    }
}
