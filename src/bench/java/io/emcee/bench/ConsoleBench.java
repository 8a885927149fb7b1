package io.emcee.bench;

import io.emcee.Pty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The console on a terminal of 120 columns and 40 rows, in 256 colours. The password is known, as with PGPASSWORD or
 * .pgpass; if not, the console would ask the server before its first frame whether one is needed.
 */
final class ConsoleBench {
    private static final String FRAME = "first frame, exec to last byte";
    private static final String FACTS = "first frame with the database's facts";
    private static final String EMPTY = "empty JVM";
    /** What header, titles and footer leave of forty rows. */
    private static final int ROWS_OF_LIST = 35;

    private static final String FRAME_END = "\033[?2026l";

    private static final int HELD = 4;
    /** Milliseconds from one key to the next. */
    private static final int REPEAT = 40;

    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();
    private final Report report = new Report("console", "The console at 120x40");

    ConsoleBench(Databases databases, Path home) throws Exception {
        databases.glance("bench_console");
        environment.putAll(databases.environment());
        environment.putAll(Map.of("COLORTERM", "", "TERM", "xterm-256color"));
        this.command = List.of(
                Command.launcher(home),
                "--url",
                databases.url("bench_console"),
                "--user",
                databases.server().user(),
                "console");
    }

    Report run() throws Exception {
        start();
        moves();
        memory();
        return report;
    }

    private void start() throws Exception {
        Rounds rounds = new Rounds()
                .add(FRAME, () -> until(FRAME_END))
                .add(FACTS, () -> until("2024_1_contract01"))
                .add(EMPTY, () -> Command.time(Command.emptyJvm(), environment))
                .run();
        report.add(
                Figure.peer(FRAME, rounds, "ms").target(Target.times(5.5, rounds.median(EMPTY), "an empty JVM start")));
        report.add(Figure.peer(FACTS, rounds, "ms"));
        report.add(Figure.peer(EMPTY, rounds, "ms"));
    }

    private Pty open() {
        return Pty.start(command, environment, 120, 40);
    }

    private double until(String text) throws InterruptedException {
        long begin = System.nanoTime();
        try (Pty pty = open()) {
            pty.await("it writes " + text, console -> console.output().contains(text));
            double took = (System.nanoTime() - begin) / 1e6;
            leave(pty);
            return took;
        }
    }

    private static void leave(Pty pty) throws InterruptedException {
        quiet(pty);
        pty.send("\u0003").exit();
    }

    private void moves() throws Exception {
        try (Pty pty = open()) {
            pty.shows("2024_1_contract01");
            quiet(pty);
            moves(pty, "4", "tables", "g");
            moves(pty, "2", "graph", "G" + "k".repeat(10));
            scrolls(pty);
            leave(pty);
        }
    }

    /** @param start keys that bring the selection to where it can move */
    private void moves(Pty pty, String screen, String name, String start) throws Exception {
        pty.send(screen);
        quiet(pty);
        pty.send(start);
        quiet(pty);
        key("selection one row on, " + name, 300, pty, "j");
    }

    private void scrolls(Pty pty) throws Exception {
        toTheFirstRow(pty);
        key("one line scrolled, graph", 500, pty, "k");
        String held = "one line scrolled, graph, the key held";
        report.add(Figure.peer(held, new Rounds().add(held, () -> held(pty)).run(), "bytes"));
    }

    /** From the last revision up to the first row on the screen, so that every further step scrolls. */
    private static void toTheFirstRow(Pty pty) throws InterruptedException {
        pty.send("G");
        quiet(pty);
        pty.send("k".repeat(ROWS_OF_LIST - 1));
        quiet(pty);
    }

    /** The frame that answers the key, and whatever follows when the selection rests. */
    private void key(String name, int most, Pty pty, String key) throws Exception {
        List<List<String>> frames = new ArrayList<>();
        Rounds rounds = new Rounds().add(name, () -> {
            frames.add(frames(pty, key));
            return bytes(frames.get(frames.size() - 1).subList(0, 1));
        });
        report.add(Figure.peer(name, rounds.run(), "bytes").target(Target.atMost(most)));
        List<List<String>> counted = frames.subList(1, frames.size());
        if (counted.stream().anyMatch(all -> all.size() > 1)) {
            report.add(Figure.peer(
                    "  the details once it rests",
                    counted.stream().map(all -> bytes(all.subList(1, all.size()))).toList(),
                    "bytes"));
        }
    }

    /** Bytes for a key, of those that come as fast as a keyboard repeats them; without the details at the end. */
    private static double held(Pty pty) throws InterruptedException {
        toTheFirstRow(pty);
        pty.takeChunks();
        for (int times = 0; times < HELD; times++) {
            pty.send("k");
            TimeUnit.MILLISECONDS.sleep(REPEAT);
        }
        quiet(pty);
        List<String> frames = split(pty);
        return bytes(frames.subList(0, frames.size() - 1)) / HELD;
    }

    private static List<String> frames(Pty pty, String key) throws InterruptedException {
        pty.takeChunks();
        pty.send(key);
        quiet(pty);
        return split(pty);
    }

    private static List<String> split(Pty pty) {
        return List.of(String.join("", pty.takeChunks()).split("(?<=\\Q" + FRAME_END + "\\E)"));
    }

    private static double bytes(List<String> frames) {
        return String.join("", frames).getBytes(StandardCharsets.UTF_8).length;
    }

    /** Until nothing was written for a while. */
    private static void quiet(Pty pty) throws InterruptedException {
        int length;
        do {
            length = pty.output().length();
            TimeUnit.MILLISECONDS.sleep(300);
        } while (pty.output().length() != length);
    }

    private void memory() throws Exception {
        String name = "resident memory at rest";
        Rounds rounds = new Rounds().add(name, this::resident);
        report.add(Figure.peer(name, rounds.run(), "MB").target(Target.atMost(120)));
    }

    private double resident() throws Exception {
        try (Pty pty = open()) {
            pty.shows("2024_1_contract01");
            TimeUnit.SECONDS.sleep(10);
            ProcessHandle console = ProcessHandle.of(pty.pid()).stream()
                    .flatMap(launcher -> java.util.stream.Stream.concat(java.util.stream.Stream.of(launcher), launcher.descendants()))
                    .filter(ConsoleBench::isJava)
                    .findFirst()
                    .orElseThrow(() -> new IOException("the console's process is not there"));
            double megabytes = megabytes(console.pid());
            leave(pty);
            return megabytes;
        }
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info().command().filter(path -> path.endsWith("/java")).isPresent();
    }

    /** {@code VmRSS:	   98112 kB}. */
    private static double megabytes(long pid) throws IOException {
        String line = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(text -> text.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
    }
}
