package io.emcee.tui.loop;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.TextImage;
import com.googlecode.lanterna.input.KeyStroke;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * Runs a program without a terminal, on the calling thread: keys in, pictures out. Effects run at once, to their end,
 * before the next key; {@link #holding} keeps them back until {@link #runEffects}. Effects with a delay wait for
 * {@link #advance}.
 */
public final class ScreenDriver<M> {
    private final Session<M> session;
    private final Queue<Effect<M>> waiting = new ArrayDeque<>();
    private final List<Due<M>> delayed = new ArrayList<>();
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private Duration now = Duration.ZERO;
    private final boolean holding;

    private record Due<M>(Duration at, Effect<M> effect) {}

    private ScreenDriver(Program<M> program, int columns, int rows, boolean holding) {
        this.holding = holding;
        this.session = new Session<>(program, new TerminalSize(columns, rows), this::begin);
        settle();
    }

    /** Starts the program; its first effects have run when this returns. */
    public static <M> ScreenDriver<M> of(Program<M> program, int columns, int rows) {
        return new ScreenDriver<>(program, columns, rows, false);
    }

    /** Starts the program and keeps every effect back. */
    public static <M> ScreenDriver<M> holding(Program<M> program, int columns, int rows) {
        return new ScreenDriver<>(program, columns, rows, true);
    }

    private void begin(Effect<M> effect) {
        if (effect.delay().isZero()) {
            waiting.add(effect);
        } else {
            delayed.add(new Due<>(now.plus(effect.delay()), effect));
        }
    }

    private void settle() {
        while (!holding && !waiting.isEmpty()) {
            run(waiting.remove());
            deliver();
        }
    }

    private void run(Effect<M> effect) {
        try {
            effect.run(this::receive);
        } catch (Throwable e) {
            inbox.add(() -> session.failed(e));
        }
    }

    private void receive(Message<M> message) {
        inbox.add(() -> session.update(message));
    }

    private void deliver() {
        while (!inbox.isEmpty()) {
            inbox.remove().run();
        }
    }

    /** Presses keys by their names, see {@link Keys}. */
    public ScreenDriver<M> press(String... names) {
        for (String name : names) {
            key(Keys.key(name));
        }
        return this;
    }

    /** Types text, a key for each character. */
    public ScreenDriver<M> type(String text) {
        text.chars().forEach(c -> key(new KeyStroke((char) c, false, false)));
        return this;
    }

    private void key(KeyStroke key) {
        session.key(key);
        settle();
    }

    public ScreenDriver<M> paste(String text) {
        session.paste(text);
        settle();
        return this;
    }

    public ScreenDriver<M> resize(int columns, int rows) {
        session.resized(new TerminalSize(columns, rows));
        settle();
        return this;
    }

    public ScreenDriver<M> hangUp() {
        session.hungUp();
        settle();
        return this;
    }

    /** Sends a message as an effect would. */
    public ScreenDriver<M> send(Message<M> message) {
        session.update(message);
        settle();
        return this;
    }

    /** Runs the effects kept back and, unless held, those they lead to. */
    public ScreenDriver<M> runEffects() {
        List<Effect<M>> now = new ArrayList<>(waiting);
        waiting.clear();
        now.forEach(this::run);
        deliver();
        settle();
        return this;
    }

    /**
     * Runs the effects kept back on threads of their own; what they send arrives with {@link #awaits}. Those they lead
     * to are kept back again.
     */
    public ScreenDriver<M> runBeside() {
        List<Effect<M>> now = new ArrayList<>(waiting);
        waiting.clear();
        for (Effect<M> effect : now) {
            Thread thread = new Thread(() -> run(effect), "effect");
            thread.setDaemon(true);
            thread.start();
        }
        return this;
    }

    /** How many effects are kept back. */
    public int heldEffects() {
        return waiting.size();
    }

    /** Lets time pass: effects with a delay run when they are due, those they begin too. */
    public ScreenDriver<M> advance(Duration time) {
        Duration end = now.plus(time);
        while (delayed.stream().anyMatch(due -> due.at().compareTo(end) <= 0)) {
            Due<M> first = delayed.stream().min(Comparator.comparing(Due::at)).orElseThrow();
            delayed.remove(first);
            now = first.at();
            run(first.effect());
            deliver();
            settle();
        }
        now = end;
        return this;
    }

    /**
     * Waits for messages that effects send from threads of their own, until the model is as wanted.
     *
     * @throws AssertionError if that takes more than ten seconds
     */
    public ScreenDriver<M> awaits(Predicate<M> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!wanted.test(session.model())) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited ten seconds for another model than " + session.model());
            }
            deliver();
            settle();
            Thread.onSpinWait();
        }
        return this;
    }

    public M model() {
        return session.model();
    }

    /** Whether the last step ended the program. */
    public boolean hasQuit() {
        return session.next() == Step.Next.QUIT;
    }

    /** What is on the screen, as styled cells. */
    public TextImage frame() {
        return session.frame();
    }

    /** What is on the screen, without trailing blanks. */
    public String text() {
        return Frames.text(frame());
    }

    /** One line of the screen, without trailing blanks. */
    public String line(int row) {
        return Frames.line(frame(), row).stripTrailing();
    }

    public String svg() {
        return Frames.svg(frame());
    }
}
