package io.emcee.cli;

import io.emcee.database.Database;
import io.emcee.engine.Event;
import io.emcee.engine.RunEnded;
import io.emcee.engine.RunReader;
import io.emcee.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A process of its own for one run, as seen by who started it. It waits for its order on its standard input, says on its
 * standard output whether the run has begun, and writes everything else to its log.
 */
final class Worker implements AutoCloseable {
    private final Process process;
    private final Optional<Path> log;

    Worker(Process process, Optional<Path> log) {
        this.process = process;
        this.log = log;
    }

    boolean alive() {
        return process.isAlive();
    }

    /**
     * Hands over the order, and waits until the run has begun.
     *
     * @param before told what is found before
     * @return the run's number; empty when there was nothing to do
     * @throws io.emcee.engine.EngineException when it is refused
     */
    OptionalLong begin(Order order, Database database, RunReader runs, Consumer<Event> before) {
        try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
            hand(order, database);
            String line;
            while ((line = answers.readLine()) != null) {
                Map<String, Object> facts = Json.object(line);
                String kind = String.valueOf(facts.remove("kind"));
                switch (kind) {
                    case WorkerCommand.BEGUN -> {
                        return OptionalLong.of(number(facts, "run"));
                    }
                    case WorkerCommand.NOTHING -> {
                        return OptionalLong.empty();
                    }
                    case WorkerCommand.REFUSED ->
                        throw RunEnded.of(
                                (int) number(facts, "exit_code"),
                                String.valueOf(facts.get("sentence")),
                                String.valueOf(facts.get("gate")));
                    default -> runs.event(kind, facts).ifPresent(before);
                }
            }
            throw new Refusal(ExitCode.ERROR, "The process of the run ended before it had begun" + where() + ".");
        } catch (IOException broken) {
            throw new UncheckedIOException(
                    "The process of the run cannot be reached (" + broken.getMessage() + ")" + where() + ".", broken);
        }
    }

    private static long number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** The order is a line; what follows it is the password, which goes nowhere else. */
    private void hand(Order order, Database database) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            input.write((order.line() + "\n").getBytes(StandardCharsets.UTF_8));
            database.handPassword(input);
        }
    }

    private String where() {
        return log.map(file -> "; see \"" + file + "\"").orElse("");
    }

    /** Asks it to end before its run has begun; one that has begun stops as by Ctrl-C. */
    void stop() {
        process.destroy();
    }

    /** One that has no order ends when there comes none. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // It has ended.
        }
    }
}
