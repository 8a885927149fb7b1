package io.emcee.engine;

import io.emcee.run.Result;
import io.emcee.run.RunRow;
import java.util.Arrays;

/** A run that another process did, or began to, did not come to its end; the message is what that process said. */
public final class RunEnded extends EngineException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private RunEnded(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** What the process of a run would have thrown. */
    public static EngineException of(Result result) {
        return of(result.exitCode(), result.sentence(), result.gate().orElse(""));
    }

    /**
     * As {@link #of(Result)}.
     *
     * @param gate the word of the gate that is closed; empty when none is
     */
    public static EngineException of(int exitCode, String sentence, String gate) {
        return Arrays.stream(Gate.values())
                .filter(known -> known.word().equals(gate))
                .findFirst()
                .<EngineException>map(known -> new GateRefused(known, sentence))
                .orElseGet(() -> exitCode == StopSignal.stopped().exitCode()
                        ? new Stopped(sentence)
                        : new RunEnded(exitCode, sentence));
    }

    /** The process of a run is gone without a word. */
    public static EngineException interrupted(RunRow run) {
        return new RunEnded(
                1,
                "Run " + run.id() + " was interrupted: its process on \""
                        + run.owner().host() + "\" is gone; what was done is kept. Go on with: emcee resume "
                        + run.id());
    }

    @Override
    public int exitCode() {
        return exitCode;
    }
}
