package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that hold what is expected. They are written only with {@code -Dgoldens=write}, and compared otherwise. */
final class Golden {
    private Golden() {}

    static boolean writing() {
        return System.getProperty("goldens", "").equals("write");
    }

    /** Frames that are compared with those of {@code src/test/resources/screens}. */
    static void matches(String name, String frames) {
        matches(Path.of("src/test/resources/screens", name + ".txt"), frames);
    }

    static void matches(Path file, String text) {
        if (writing()) {
            write(file, text);
        }
        assertTrue(Files.isRegularFile(file), () -> file + " is missing; write it with -Dgoldens=write");
        assertEquals(read(file), text, () -> file + " differs; look at it, then write it with -Dgoldens=write");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
