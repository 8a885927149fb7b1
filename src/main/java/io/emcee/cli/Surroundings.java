package io.emcee.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * The process as commands see it.
 *
 * @param out for results
 * @param err for everything else
 * @param environment its variables
 */
public record Surroundings(
        PrintStream out, PrintStream err, Map<String, String> environment, Terminal terminal, Interrupts interrupts) {

    /** Those of this process. */
    public static Surroundings ofProcess(Interrupts interrupts) {
        return new Surroundings(System.out, System.err, System.getenv(), new ProcessTerminal(), interrupts);
    }
}
