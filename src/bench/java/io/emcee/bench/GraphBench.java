package io.emcee.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A large graph on the screen. */
final class GraphBench {
    private static final int COUNT = 10_000;
    private static final String NAME = "10,000 revisions laid out and painted";

    private final Databases databases;

    GraphBench(Databases databases) {
        this.databases = databases;
    }

    Report run(Path folder) throws Exception {
        Report report = new Report("graph", "A graph of 10,000 revisions, in a program just started");
        databases.create("bench_graph");
        String set = Revisions.alternating(folder, COUNT).toString();
        List<String> command = Command.java(
                FirstGraph.class, List.of(databases.url("bench_graph"), databases.server().user(), set));
        Rounds rounds = new Rounds().add(NAME, () -> milliseconds(command, databases.environment())).run();
        report.add(Figure.peer(NAME, rounds, "ms").target(Target.atMost(100)));
        return report;
    }

    private static double milliseconds(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IOException("the graph was not painted: " + printed);
        }
        return Double.parseDouble(printed);
    }
}
