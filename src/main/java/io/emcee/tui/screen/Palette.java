package io.emcee.tui.screen;

import java.util.List;
import java.util.function.Consumer;

/** The commands that can be run from the console. */
public interface Palette {
    /** The lines that a beginning of a line may become, at most a screenful; empty when there is none. */
    List<String> complete(String line);

    /** A line as a command; nothing runs yet. */
    Command command(String line);

    /** A command of the command line. Nobody is asked anything while it runs. */
    interface Command {
        /**
         * Runs it to its end, once; called off the thread that draws.
         *
         * @param printed is given every line, results and messages alike, from any thread
         * @return the exit code as of the command line
         */
        int run(Consumer<String> printed);

        /**
         * Asks it to stop, from any thread; returns at once.
         *
         * @return whether it changes the database at this moment, so that its end is worth waiting for
         */
        boolean stop();

        /**
         * The operator goes: asks it to stop, unless what it does goes on elsewhere.
         *
         * @return whether its end is worth waiting for
         */
        default boolean leave() {
            return stop();
        }
    }
}
