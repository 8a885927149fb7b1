package io.emcee.tui.loop;

import java.util.ArrayList;
import java.util.List;

/**
 * The answer to whatever happened: the next model, the work to begin, and how the loop goes on.
 *
 * @param effects begun in this order, running beside each other
 */
public record Step<M>(M model, List<Effect<M>> effects, Next next) {
    /** How the loop goes on after a step. */
    public enum Next {
        CONTINUE,
        /** Gives the terminal back to the shell, as Ctrl-Z does, until the operator comes back. */
        SUSPEND,
        QUIT
    }

    public Step {
        effects = List.copyOf(effects);
    }

    /** The model and nothing to do. */
    public static <M> Step<M> of(M model) {
        return new Step<>(model, List.of(), Next.CONTINUE);
    }

    /** The model and one piece of work. */
    public static <M> Step<M> of(M model, Effect<M> effect) {
        return new Step<>(model, List.of(effect), Next.CONTINUE);
    }

    /** The last model. */
    public static <M> Step<M> quit(M model) {
        return new Step<>(model, List.of(), Next.QUIT);
    }

    public static <M> Step<M> suspend(M model) {
        return new Step<>(model, List.of(), Next.SUSPEND);
    }

    /** The same step with more work. */
    public Step<M> with(List<? extends Effect<M>> more) {
        List<Effect<M>> all = new ArrayList<>(effects);
        all.addAll(more);
        return new Step<>(model, all, next);
    }

    /** The same step with one more piece of work. */
    public Step<M> with(Effect<M> more) {
        return with(List.of(more));
    }
}
