package io.emcee.tui.loop;

import com.googlecode.lanterna.input.KeyStroke;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a program on a terminal. The thread that calls {@link #run} owns model and terminal; everything else reaches it
 * through one queue, which is emptied before a frame is drawn: at most thirty a second, only when something changed,
 * each in one write.
 */
public final class Loop<M> {
    private static final long FRAME = TimeUnit.SECONDS.toNanos(1) / 30;
    private static final long IDLE = TimeUnit.HOURS.toNanos(1);
    private static final long POLL = 100;

    private final Program<M> program;
    private final Tty tty;
    private final FrameEncoder encoder;
    private final BlockingQueue<Consumer<Session<M>>> events = new LinkedBlockingQueue<>();
    private volatile boolean reading = true;
    private boolean hungUp;
    private long drawn = System.nanoTime() - FRAME;

    private Loop(Program<M> program, Tty tty) {
        this.program = program;
        this.tty = tty;
        this.encoder = tty.encoder();
    }

    public static <M> Loop<M> of(Program<M> program, Tty tty) {
        return new Loop<>(program, tty);
    }

    /** Ends the loop as if the program had quit. From any thread. */
    public void stop() {
        events.add(Session::quit);
    }

    /**
     * Shows the program until it quits, the loop is stopped or the thread interrupted. The terminal is given back
     * before this returns or throws.
     *
     * @return the last model
     * @throws RuntimeException what the program threw
     */
    public M run() {
        Thread reader = new Thread(this::read, "keys");
        reader.setDaemon(true);
        Runnable deaf = tty.listen(() -> events.add(this::resize), () -> events.add(this::hangUp));
        try (Workers<M> workers = new Workers<>(m -> events.add(s -> s.update(m)), e -> events.add(s -> s.failed(e)))) {
            tty.enter();
            // Through the queue, so that the first frame is drawn before the first effects want the processor.
            Session<M> session = new Session<>(program, tty.size(), effect -> events.add(any -> workers.begin(effect)));
            reader.start();
            loop(session);
            return session.model();
        } finally {
            end(reader);
            deaf.run();
        }
    }

    private void loop(Session<M> session) {
        try {
            while (session.next() != Step.Next.QUIT) {
                if (session.next() == Step.Next.SUSPEND) {
                    suspend(session);
                }
                drawIfDue(session);
                takeEvents(session);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void suspend(Session<M> session) throws InterruptedException {
        try {
            if (!hungUp) {
                tty.suspend();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        session.resumed();
        resize(session);
    }

    private void takeEvents(Session<M> session) throws InterruptedException {
        long wait = session.changed() && !hungUp ? Math.max(0, drawn + FRAME - System.nanoTime()) : IDLE;
        Consumer<Session<M>> event = events.poll(wait, TimeUnit.NANOSECONDS);
        while (event != null) {
            event.accept(session);
            event = session.next() == Step.Next.CONTINUE ? events.poll() : null;
        }
    }

    private void drawIfDue(Session<M> session) {
        if (!session.changed() || hungUp || System.nanoTime() - drawn < FRAME) {
            return;
        }
        drawn = System.nanoTime();
        String bytes = encoder.encode(session.frame());
        try {
            tty.write(bytes);
        } catch (UncheckedIOException e) {
            hangUp(session);
        }
    }

    private void resize(Session<M> session) {
        if (!hungUp) {
            // Whatever the terminal made of its old content, it is sent anew.
            encoder.forget();
            session.redraw();
            session.resized(tty.size());
        }
    }

    private void hangUp(Session<M> session) {
        if (!hungUp) {
            hungUp = true;
            tty.gone();
            session.hungUp();
        }
    }

    private void read() {
        KeyDecoder keys =
                new KeyDecoder(tty.reader(), tty.settings().escapeDelay().toMillis(), new Queued());
        try {
            boolean more = true;
            while (reading && more) {
                more = keys.next(POLL);
            }
        } catch (IOException e) {
            events.add(this::hangUp);
        } catch (RuntimeException e) {
            events.add(session -> {
                throw e;
            });
        }
    }

    private final class Queued implements Input {
        @Override
        public void key(KeyStroke key) {
            events.add(session -> session.key(key));
        }

        @Override
        public void paste(String text) {
            events.add(session -> session.paste(text));
        }

        @Override
        public void end() {
            events.add(Loop.this::hangUp);
        }
    }

    /** The terminal must not be closed while a thread reads from it. */
    private void end(Thread reader) {
        reading = false;
        try {
            reader.join(5 * POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            tty.leave();
        } catch (UncheckedIOException e) {
            tty.gone();
        }
    }
}
