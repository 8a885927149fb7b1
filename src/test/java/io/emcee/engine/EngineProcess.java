package io.emcee.engine;

import io.emcee.TestDatabase;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process of its own that runs an operation, so that a test can kill it. */
final class EngineProcess implements AutoCloseable {
    private final Process process;

    private EngineProcess(Process process) {
        this.process = process;
    }

    /** Starts a process that waits for {@link #go}. */
    static EngineProcess start(TestDatabase database, Path set, Operation operation) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(EngineProcess.class.getName(), database.url(), database.user()));
        command.addAll(List.of(set.toString(), operation.name()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        return new EngineProcess(builder.start());
    }

    EngineProcess go() throws IOException {
        process.outputWriter().write("go\n");
        process.outputWriter().flush();
        return this;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What it printed, once it has ended by itself: an empty text when all went well. */
    String end() throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(30, TimeUnit.SECONDS);
        return output;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        Access access = Engines.access(arguments[0], arguments[1], System.getenv("PGPASSWORD"));
        Engines engines = Engines.of(access, RevisionSets.load(arguments[2]), Optional.empty());
        engines.version();
        if (System.in.read() >= 0) {
            engines.run(Operation.valueOf(arguments[3]));
        }
    }
}
