package io.emcee.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of trivial revisions, and of the same statements as Flyway names them. */
final class Revisions {
    private Revisions() {}

    /** Revisions of one branch, each after the one before. */
    static Path line(Path folder, int count) throws IOException {
        Path set = Files.createDirectories(folder.resolve("line" + count));
        for (int i = 1; i <= count; i++) {
            String parent = i == 1 ? "" : "-- down_revision: " + id("expand", i - 1) + "\n";
            write(set, "expand", i, parent);
        }
        return set;
    }

    /** Expand and contract revisions in turn, each after the one of the other branch. */
    static Path alternating(Path folder, int count) throws IOException {
        Path set = Files.createDirectories(folder.resolve("alternating" + count));
        for (int i = 1; i <= count; i++) {
            String phase = i % 2 == 1 ? "expand" : "contract";
            String other = i % 2 == 1 ? "contract" : "expand";
            String parent = i <= 2 ? "" : "-- down_revision: " + id(phase, i - 2) + "\n";
            String needed = i == 1 ? "" : "-- depends_on: " + id(other, i - 1) + "\n";
            write(set, phase, i, parent + needed);
        }
        return set;
    }

    /** The same statements as versioned migrations of one history. */
    static Path flyway(Path folder, int count) throws IOException {
        Path location = Files.createDirectories(folder.resolve("flyway" + count));
        for (int i = 1; i <= count; i++) {
            Files.writeString(location.resolve("V" + i + "__" + id("expand", i) + ".sql"), statement(i));
        }
        return location;
    }

    private static void write(Path set, String phase, int number, String parents) throws IOException {
        Files.writeString(
                set.resolve(id(phase, number) + ".sql"),
                "-- revision: " + id(phase, number) + "\n-- phase: " + phase + "\n" + parents
                        + "-- release: bench\n-- summary: one more\n" + statement(number));
    }

    private static String id(String phase, int number) {
        return "%s%05d".formatted(phase, number);
    }

    private static String statement(int number) {
        return number == 1
                ? "CREATE TABLE walked (step integer PRIMARY KEY);\n"
                : "INSERT INTO walked VALUES (" + number + ");\n";
    }
}
