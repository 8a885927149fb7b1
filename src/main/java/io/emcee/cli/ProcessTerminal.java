package io.emcee.cli;

import io.emcee.database.Password;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The terminal of this process, as far as its three standard streams are one. */
public final class ProcessTerminal implements Terminal {
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;

    @Override
    public boolean attended() {
        return asks();
    }

    @Override
    public boolean asks() {
        return isTerminal(INPUT) && isTerminal(ERROR);
    }

    @Override
    public boolean showsOutput() {
        return isTerminal(OUTPUT);
    }

    @Override
    public boolean showsErrors() {
        return isTerminal(ERROR);
    }

    @Override
    public Optional<String> answer(String question) {
        System.err.print(question + " ");
        System.err.flush();
        try {
            // Not closed: standard input is not ours. Nothing else reads it, so nothing is lost in the buffer.
            String line = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return Optional.ofNullable(line).map(String::strip);
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Password> password(String question) {
        // Java's own console is not there when the output is piped, or would write the question into it.
        if (!asks() || !run("stty", "-echo")) {
            return Optional.empty();
        }
        Thread echo = new Thread(() -> run("stty", "echo"));
        Runtime.getRuntime().addShutdownHook(echo);
        try {
            return answer(question).filter(text -> !text.isEmpty()).map(Password::new);
        } finally {
            run("stty", "echo");
            Runtime.getRuntime().removeShutdownHook(echo);
            System.err.println();
        }
    }

    private static boolean isTerminal(int stream) {
        try {
            String device =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noLinux) {
            return run("/bin/test", "-t", String.valueOf(stream));
        }
    }

    /** Whether the command, which shares our streams, ends well. */
    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(Arrays.asList(command))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
