package io.emcee.bench;

import io.emcee.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the figures of one part of the benchmark as they come, and writes them to {@code PART.json}. */
final class Report {
    private final String part;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    Report(String part, String title) {
        this.part = part;
        System.out.println();
        System.out.println(title);
    }

    void add(Figure figure) {
        figures.add(figure);
        System.out.println(figure.line());
    }

    /** Something that cannot be measured here, and why. */
    void skip(String what, String reason) {
        skipped.add(what + ": " + reason);
        System.out.println("  skipped: " + what + ": " + reason);
    }

    void write(Path folder) throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("part", part);
        facts.put("java", System.getProperty("java.vm.version"));
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("figures", figures.stream().map(Figure::facts).toList());
        facts.put("skipped", skipped);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(part + ".json"), Json.line(facts) + "\n");
    }
}
