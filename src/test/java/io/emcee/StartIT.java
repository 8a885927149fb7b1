package io.emcee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the program starts, as a process. */
@Timeout(60)
class StartIT {
    @TempDir
    private Path folder;

    @Test
    void aBrokenRevisionSetIsListedOnceTheConsoleHasGivenTheTerminalBack() throws IOException {
        Files.writeString(folder.resolve("one.sql"), "-- revision: one\n-- phase: never\nSELECT 1;\n");
        Files.writeString(folder.resolve("two.sql"), "SELECT 2;\n");
        List<String> console = Pty.java(
                Main.class, "--url", "jdbc:postgresql://127.0.0.1:1/none", "--revisions", folder.toString(), "console");
        try (Pty pty = Pty.start(console, Map.of("PGPASSWORD", "none"), 120, 40)) {
            assertEquals(1, pty.exit());
            assertTrue(pty.text().contains("one.sql:2"), pty.text());
            assertTrue(pty.text().contains("two.sql:1"), pty.text());
            assertFalse(pty.isOn("1049"), "the screen is the shell's");
            assertTrue(pty.isOn("25"), "the cursor is shown");
            assertTrue(pty.echoes(), "keys are echoed");
        }
    }

    @Test
    void theWarmUpLoadsWhatTheFirstFrameNeeds() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Pty.java(Main.class, "warmup"));
        command.add(1, "-Xlog:class+load");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        for (String name : List.of(
                "io.emcee.tui.loop.FrameEncoder",
                "io.emcee.tui.screen.Chrome",
                "org.jline.terminal.impl.PosixSysTerminal",
                "org.postgresql.jdbc.PgConnection")) {
            assertTrue(loaded.contains(" " + name + " source:"), name);
        }
        assertFalse(loaded.contains("com.github.luben"), "zstd is loaded by what reads or writes an archive only");
    }
}
