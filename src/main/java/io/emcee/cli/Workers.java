package io.emcee.cli;

import io.emcee.engine.Event;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs in processes of their own, which go on when this one ends: in a session without a terminal, deaf to SIGHUP, with a
 * log. No secret is among their arguments or in their environment.
 */
public final class Workers implements Runner {
    /**
     * A process that waits for a server starts small, and collects its garbage before it grows: the memory it takes is
     * then the same however long it runs.
     */
    private static final List<String> SMALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms16m",
            "-Xmn8m",
            "-Xmx64m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=20",
            "-Xshare:auto");

    private static final List<String> CLASS_PATH = List.of("-jar", "-cp", "-classpath", "--class-path");
    /** What watches this process from outside would be in the way of two. */
    private static final List<String> OWN = List.of("-javaagent:", "-agentlib:", "-agentpath:", "-Xmx");

    /** A session of its own, and the signal that its terminal is gone passed over, as nohup does. */
    private static final List<String> DETACHED = List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh");

    private final Session session;
    private final List<String> options;
    private final String setsid;
    private final Logs logs;
    private Optional<Worker> spare = Optional.empty();

    private Workers(Session session, List<String> options, String setsid, Logs logs) {
        this.session = session;
        this.options = options;
        this.setsid = setsid;
        this.logs = logs;
    }

    /** The processes for a database; empty where there can be none, see {@link #obstacle}. */
    public static Optional<Workers> of(Session session, Map<String, String> environment) {
        return session.options()
                .flatMap(options -> setsid(environment)
                        .map(program -> new Workers(session, options, program, Logs.of(environment))));
    }

    /** Why there can be none, as a sentence without its end. */
    static String obstacle() {
        return "the program setsid (of util-linux) is not on this machine, and without it a run ends with its terminal";
    }

    private static Optional<String> setsid(Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    @Override
    public OptionalLong start(Order order, Consumer<Event> before) {
        OptionalLong run =
                worker().begin(order, session.database(), session.engine().runs(), before);
        prepare();
        return run;
    }

    /** A process that waits for its order. */
    synchronized Worker worker() {
        Optional<Worker> ready = spare.filter(Worker::alive);
        spare = Optional.empty();
        return ready.orElseGet(this::launch);
    }

    /** To start a process takes longer than most steps do. That it cannot be started is told when it is needed. */
    @Override
    public synchronized void prepare() {
        if (spare.filter(Worker::alive).isEmpty()) {
            try {
                spare = Optional.of(launch());
            } catch (UncheckedIOException later) {
                spare = Optional.empty();
            }
        }
    }

    @Override
    public synchronized void close() {
        spare.ifPresent(Worker::close);
        spare = Optional.empty();
    }

    @Override
    public boolean outlives() {
        return true;
    }

    private Worker launch() {
        Optional<Path> log = logs.next();
        ProcessBuilder builder = new ProcessBuilder(command(log));
        builder.environment().remove("PGPASSWORD");
        builder.redirectError(
                log.map(Path::toFile).map(ProcessBuilder.Redirect::appendTo).orElse(ProcessBuilder.Redirect.DISCARD));
        try {
            return new Worker(builder.start(), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "No process could be started for the run: " + failed.getMessage() + "; nothing was run.", failed);
        }
    }

    private List<String> command(Optional<Path> log) {
        List<String> command = new ArrayList<>(List.of(setsid));
        command.addAll(DETACHED);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(machine());
        log.ifPresent(file -> command.add("-Demcee.log=" + file));
        command.addAll(program());
        command.addAll(options);
        command.add("worker");
        return command;
    }

    /** As this process was started, its class-data archive and the operator's own options among it, but small. */
    private static List<String> machine() {
        List<String> given = ProcessHandle.current().info().arguments().map(List::of).orElse(List.of()).stream()
                .takeWhile(argument -> argument.startsWith("-") && !CLASS_PATH.contains(argument))
                .filter(argument -> OWN.stream().noneMatch(argument::startsWith))
                .toList();
        return Stream.concat(SMALL.stream(), given.stream()).distinct().toList();
    }

    private static List<String> program() {
        String path = System.getProperty("java.class.path");
        return path.endsWith(".jar") && !path.contains(File.pathSeparator)
                ? List.of("-jar", path)
                : List.of("-cp", path, "io.emcee.Main");
    }
}
