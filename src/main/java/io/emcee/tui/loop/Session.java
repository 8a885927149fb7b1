package io.emcee.tui.loop;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.BasicTextImage;
import com.googlecode.lanterna.graphics.TextImage;
import com.googlecode.lanterna.input.KeyStroke;
import java.util.function.Consumer;

/** A program that runs: its model, the size of its terminal and what the last step asked for. Belongs to one thread. */
final class Session<M> {
    private final Program<M> program;
    private final Consumer<Effect<M>> begin;
    private M model;
    private TerminalSize size;
    private Step.Next next;
    private boolean changed = true;

    /** @param begin is given every effect, in order; must not wait for it */
    Session(Program<M> program, TerminalSize size, Consumer<Effect<M>> begin) {
        this.program = program;
        this.begin = begin;
        this.size = size;
        Step<M> first = program.start(size);
        this.model = first.model();
        this.next = first.next();
        first.effects().forEach(begin);
    }

    M model() {
        return model;
    }

    Step.Next next() {
        return next;
    }

    void key(KeyStroke key) {
        String name = Keys.name(key);
        if (name.equals("ctrl-z")) {
            next = Step.Next.SUSPEND;
        } else if (!TooSmall.is(size) || name.equals("ctrl-c")) {
            take(program.key(model, key));
        }
    }

    void paste(String text) {
        if (!TooSmall.is(size)) {
            take(program.paste(model, text));
        }
    }

    void resized(TerminalSize now) {
        if (!now.equals(size)) {
            size = now;
            changed = true;
            take(program.resized(model, now));
        }
    }

    void hungUp() {
        take(program.hungUp(model));
    }

    void update(Message<M> message) {
        take(message.update(model));
    }

    void failed(Throwable cause) {
        take(program.failed(model, cause));
    }

    void quit() {
        next = Step.Next.QUIT;
    }

    /** The terminal is there again. */
    void resumed() {
        next = Step.Next.CONTINUE;
    }

    /** The terminal does not show the last frame any more. */
    void redraw() {
        changed = true;
    }

    private void take(Step<M> step) {
        changed = changed || model != step.model();
        model = step.model();
        next = next == Step.Next.QUIT ? next : step.next();
        step.effects().forEach(begin);
    }

    /** Whether there may be something new to see since the last {@link #frame}. */
    boolean changed() {
        return changed;
    }

    TextImage frame() {
        changed = false;
        TextImage frame = new BasicTextImage(size);
        if (TooSmall.is(size)) {
            TooSmall.draw(frame.newTextGraphics());
        } else {
            program.view(model, frame.newTextGraphics());
        }
        return frame;
    }
}
