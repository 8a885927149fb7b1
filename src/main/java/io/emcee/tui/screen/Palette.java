package io.emcee.tui.screen;

import java.util.List;

/** The commands that can be run from the console. */
public interface Palette {
    /** The lines that a beginning of a line may become, at most a screenful; empty when there is none. */
    List<String> complete(String line);

    /** Runs a line as the command line would, without asking anything; called off the thread that draws. */
    Result run(String line);

    /**
     * What a command printed, results and messages together.
     *
     * @param exitCode as of the command line
     */
    record Result(int exitCode, List<String> lines) {
        public Result {
            lines = List.copyOf(lines);
        }
    }
}
