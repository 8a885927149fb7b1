package io.emcee;

import io.emcee.cli.Commands;
import io.emcee.cli.ProcessInterrupts;
import io.emcee.cli.Surroundings;
import io.emcee.tui.paint.ColourDepth;
import io.emcee.tui.paint.Themes;
import java.util.Optional;
import java.util.Set;
import java.util.logging.LogManager;

/** Wires the program by hand. */
public final class Main {
    /** The commands that take the whole screen, where they are the last word. */
    private static final Set<String> SCREENS = Set.of("console", "lab");

    private Main() {}

    public static void main(String[] arguments) {
        Thread beside = new Thread(() -> prepare(arguments), "prepare");
        beside.setDaemon(true);
        beside.start();
        ProcessInterrupts interrupts = new ProcessInterrupts();
        interrupts.exit(run(Surroundings.ofProcess(interrupts), arguments));
    }

    /**
     * What is needed later and takes long when it is first used, beside the rest: the driver and JLine log, and Java's
     * logging looks into every jar; Lanterna's colours want Java's knowledge of all languages.
     */
    private static void prepare(String... arguments) {
        LogManager.getLogManager();
        if (arguments.length == 0 || SCREENS.contains(arguments[arguments.length - 1])) {
            Themes.bundled().load(Themes.BUNDLED.get(0), ColourDepth.INDEXED);
        }
    }

    /** Runs one command line and answers the exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        FullScreen screens = new FullScreen(surroundings.environment(), surroundings.err(), false);
        return Commands.of(surroundings, Optional.of(screens)).run(arguments);
    }
}
