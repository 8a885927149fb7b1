package io.emcee.bench;

import io.emcee.lint.LargeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The linter on a large set. */
final class LintBench {
    private static final int COUNT = 1_000;
    private static final String NAME = "1,000 revisions of seven statements linted";

    Report run(Path folder) throws Exception {
        Report report = new Report("lint", "Lint of 1,000 revisions, in a program just started");
        Path set = Files.createDirectories(folder.resolve("lint"));
        LargeSet.in(set, COUNT);
        List<String> command = Command.java(FirstLint.class, List.of(set.toString()));
        Rounds rounds = new Rounds().add(NAME, () -> milliseconds(command)).run();
        report.add(Figure.peer(NAME, rounds, "ms").target(Target.atMost(1_000)));
        return report;
    }

    private static double milliseconds(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes()).strip();
        if (process.waitFor() != 0) {
            throw new IOException("the set was not linted: " + printed);
        }
        return Double.parseDouble(printed);
    }
}
