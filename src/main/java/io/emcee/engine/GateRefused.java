package io.emcee.engine;

/** A gate is closed: nothing was run. */
public final class GateRefused extends EngineException {
    private static final long serialVersionUID = 1L;

    private final Gate gate;

    /** @param sentence what is refused, why, and what to do */
    public GateRefused(Gate gate, String sentence) {
        super(sentence);
        this.gate = gate;
    }

    public Gate gate() {
        return gate;
    }

    @Override
    public int exitCode() {
        return 6;
    }
}
