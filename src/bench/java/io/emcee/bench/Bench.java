package io.emcee.bench;

import io.emcee.MemoryFolder;
import io.emcee.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** Runs the benchmark, or the parts of it that are named: version, console, graph, lint, upgrade, journal, adoption, purge, wait, archive, backfill. */
public final class Bench {
    private static final List<String> PARTS = List.of("version", "console", "graph", "lint", "upgrade", "journal", "adoption", "wait", "archive", "purge", "backfill");

    private final Path home;
    private final Path results;

    private Bench(Path home) {
        this.home = home;
        this.results = home.resolve("target/bench");
    }

    /** @param arguments the folder of the repository, then the parts, if not all */
    public static void main(String[] arguments) throws Exception {
        List<String> parts = List.of(arguments).subList(1, arguments.length).stream()
                .flatMap(words -> Stream.of(words.split("[ ,]+")))
                .filter(word -> !word.isBlank())
                .toList();
        new Bench(Path.of(arguments[0])).run(parts.isEmpty() ? PARTS : parts);
    }

    private void run(List<String> parts) throws Exception {
        Path folder = Files.createTempDirectory("emcee-bench");
        try (EmbeddedServer server = EmbeddedServer.temporary(MemoryFolder.parent())) {
            for (String part : parts) {
                report(part, new Databases(server), folder);
            }
        } finally {
            delete(folder);
        }
    }

    private void report(String part, Databases databases, Path folder) throws Exception {
        try {
            measure(part, databases, folder).write(results);
        } catch (TestAbortedException impossible) {
            System.out.println("  skipped: " + impossible.getMessage());
        }
    }

    private Report measure(String part, Databases databases, Path folder) throws Exception {
        return switch (part) {
            case "version" -> new VersionBench(databases, home).run(folder);
            case "console" -> new ConsoleBench(databases, home).run();
            case "graph" -> new GraphBench(databases).run(folder);
            case "lint" -> new LintBench().run(folder);
            case "upgrade" -> new UpgradeBench(databases, folder).run();
            case "journal" -> new JournalBench(databases).run();
            case "adoption" -> new AdoptionBench(databases, home).run(folder);
            case "archive" -> new ArchiveBench(databases, folder).run();
            case "purge" -> new PurgeBench(databases, home).run(folder);
            case "wait" -> new WaitBench(databases, folder).run();
            case "backfill" -> new BackfillBench(folder).run();
            default -> throw new IllegalArgumentException(
                    "There is no part \"" + part + "\"; name some of " + String.join(", ", PARTS) + ".");
        };
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
