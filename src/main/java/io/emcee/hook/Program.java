package io.emcee.hook;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A program that gets the message on its standard input. What it prints is not looked at, for it may hold secrets, and so
 * may its arguments; the password of the database is not in its environment.
 */
public final class Program implements Channel {
    private final List<String> command;
    private final Duration limit;

    /**
     * @param command the program and its arguments
     * @param limit after which it is killed, with all that it has started
     */
    public Program(List<String> command, Duration limit) {
        this.command = List.copyOf(command);
        this.limit = limit;
    }

    @Override
    public Optional<String> send(String body) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().remove("PGPASSWORD");
        try {
            return finish(builder.start(), body);
        } catch (IOException unknown) {
            return Optional.of("it cannot be started; is it there, and may you run it?");
        }
    }

    /** It must not outlive emcee either. */
    private Optional<String> finish(Process process, String body) {
        Thread ended = new Thread(() -> kill(process), "emcee hook");
        Runtime.getRuntime().addShutdownHook(ended);
        Executor later = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> alarm = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    kill(process);
                },
                later);
        try {
            write(process, body);
            int code = process.waitFor();
            if (late.get()) {
                return Optional.of("it did not end within " + Webhook.words(limit));
            }
            return code == 0 ? Optional.empty() : Optional.of("it ended with " + code);
        } catch (InterruptedException stopped) {
            kill(process);
            Thread.currentThread().interrupt();
            return Optional.of("emcee ended before it did");
        } finally {
            alarm.cancel(true);
            Runtime.getRuntime().removeShutdownHook(ended);
        }
    }

    private static void write(Process process, String body) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unread) {
            // It need not read; how it ends says whether all is well.
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return command.get(0);
    }
}
