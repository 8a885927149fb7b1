package io.emcee.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The server process that runs on a data folder, found by its {@code postmaster.pid}. */
record Postmaster(Path data, long pid) {
    private static final Duration FAST = Duration.ofSeconds(15);
    private static final Duration IMMEDIATE = Duration.ofSeconds(5);

    /** The process that runs on {@code data}; another program that has got the process id since is not taken for it. */
    static Optional<Postmaster> running(Path data) {
        return pid(data)
                .flatMap(ProcessHandle::of)
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                        .isPresent())
                .map(process -> new Postmaster(data, process.pid()));
    }

    /**
     * Removes a {@code postmaster.pid} whose process id belongs to another program by now: PostgreSQL would take that
     * for a running server. When the process is gone, the file stays: PostgreSQL looks for left sessions by it.
     */
    static void forget(Path data) throws IOException {
        if (running(data).isEmpty() && pid(data).flatMap(ProcessHandle::of).isPresent()) {
            Files.delete(file(data));
        }
    }

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    private static Optional<Long> pid(Path data) {
        try {
            return Files.readAllLines(file(data)).stream()
                    .findFirst()
                    .filter(line -> line.matches("\\d{1,9}"))
                    .map(Long::valueOf);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Stops it, ending its sessions: in order, or else at once, which costs the next start a recovery. */
    void stop() {
        signal("INT");
        if (gone(FAST)) {
            return;
        }
        signal("QUIT");
        if (!gone(IMMEDIATE)) {
            throw new ServerException(
                    "The server in \"" + data + "\", process " + pid + ", does not stop: end it first.");
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // No POSIX shell: there is only the hard way, which a lasting server survives.
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean gone(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (running(data).filter(this::equals).isPresent()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("Stopping the server was interrupted.", e);
        }
    }
}
