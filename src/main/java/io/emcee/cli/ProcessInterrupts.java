package io.emcee.cli;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Turns the signals that end a process into a wish to stop. They start the machine's shutdown, whose hook then waits for
 * the run to come to its end and exits with the code that the command found, so that whoever looks at it sees 8 and not
 * the signal. A second signal changes nothing. Without a run the process ends at once, as any other.
 */
public final class ProcessInterrupts implements Interrupts {
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private Optional<Runnable> running = Optional.empty();
    private boolean hooked;

    @Override
    public void during(Runnable work, Runnable stop) {
        begin(stop);
        try {
            work.run();
        } finally {
            idle();
        }
    }

    /** Ends the process, after everything is printed. */
    public void exit(int code) {
        exitCode.complete(code);
        System.exit(code);
    }

    private synchronized void begin(Runnable stop) {
        if (!hooked) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "emcee stop"));
            hooked = true;
        }
        running = Optional.of(stop);
    }

    private synchronized void idle() {
        running = Optional.empty();
    }

    private synchronized Optional<Runnable> running() {
        return exitCode.isDone() ? Optional.empty() : running;
    }

    private void stop() {
        running().ifPresent(request -> {
            request.run();
            Runtime.getRuntime().halt(exitCode.join());
        });
    }
}
