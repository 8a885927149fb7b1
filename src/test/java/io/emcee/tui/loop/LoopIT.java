package io.emcee.tui.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop in a real terminal. */
@Timeout(60)
class LoopIT {
    @TempDir
    private Path folder;

    private Pty demo(int columns, int rows) {
        return Pty.start(Pty.java(Demo.class, folder.resolve("end").toString()), Map.of(), columns, rows);
    }

    private static void assertGivenBack(Pty pty) {
        for (String mode : List.of("1049", "2004", "2026", "1000", "1006")) {
            assertFalse(pty.isOn(mode), mode);
        }
        assertTrue(pty.isOn("25"), "the cursor is shown");
        assertTrue(pty.isOn("7"), "lines wrap");
        assertTrue(pty.echoes(), "keys are echoed");
    }

    @Test
    void quitsAndGivesTheTerminalBack() {
        try (Pty pty = demo(80, 24)) {
            pty.shows("row 19").send("q");
            assertEquals(0, pty.exit());
            assertTrue(pty.text().contains("ended: quit"), pty.text());
            assertGivenBack(pty);
        }
    }

    @Test
    void everyKeyIsOneFrameInOneWrite() throws InterruptedException {
        try (Pty pty = demo(120, 40)) {
            pty.shows("q quit").takeChunks();
            for (int i = 0; i < 50; i++) {
                pty.send("j");
                TimeUnit.MILLISECONDS.sleep(40);
            }
            pty.shows("row 50");
            List<String> writes = pty.takeChunks();
            assertTrue(writes.size() <= 50, () -> writes.size() + " writes: " + writes);
            for (String write : writes) {
                assertTrue(write.startsWith("\033[?2026h") && write.endsWith("\033[?2026l"), write);
            }
            assertTrue(String.join("", writes).length() <= 50 * 300);
        }
    }

    @Test
    void aFloodOfKeysIsDrawnAtMostThirtyTimesASecond() {
        try (Pty pty = demo(80, 24)) {
            pty.shows("row 19").takeChunks();
            long start = System.nanoTime();
            pty.send("j".repeat(900)).shows("row 900");
            double seconds = (System.nanoTime() - start) / 1e9;
            int frames = pty.takeChunks().size();
            assertTrue(frames <= 3 + 2 * 30 * seconds, () -> frames + " in " + seconds + " s");
        }
    }

    @Test
    void sequencesInPiecesAreOneKeyAndEscapeAloneIsEscape() throws InterruptedException {
        try (Pty pty = demo(80, 24)) {
            pty.shows("started");
            for (String piece : List.of("\033", "[", "1;5", "C")) {
                pty.send(piece);
                TimeUnit.MILLISECONDS.sleep(5);
            }
            pty.shows("key ctrl-right");
            pty.send("\033").shows("key esc");
            pty.send("\033x").shows("key alt-x");
            pty.send("\033OP").shows("key f1");
            pty.send("\033[200~two\rlines\033[201~").shows("pasted two\\nlines");
            pty.send("😀").shows("pasted 😀");
            pty.send("é").shows("key é");
            pty.send("\033[<65;3;3M\033[<65;3;3M").shows("▌row 2");
        }
    }

    @Test
    void followsTheSizeOfTheTerminalAndSaysWhenItIsTooSmall() throws InterruptedException {
        try (Pty pty = demo(80, 24)) {
            pty.shows("row 19").resize(100, 30).shows("row 25");
            pty.resize(10, 3).shows("needs").shows("40x12");
            pty.send("j");
            TimeUnit.MILLISECONDS.sleep(200);
            pty.resize(1, 1).resize(80, 24).shows("row 19").shows("▌row 0");
        }
    }

    @Test
    void aTerminalWithoutUnicodeIsSentNone() {
        List<String> demo = Pty.java(Demo.class, folder.resolve("end").toString());
        try (Pty pty = Pty.start(demo, Map.of("LC_ALL", "C"), 80, 24)) {
            pty.shows("row 19");
            assertTrue(pty.output().chars().allMatch(character -> character < 128), pty.text());
        }
    }

    @Test
    void startsInATerminalThatIsTooSmall() {
        try (Pty pty = demo(10, 3)) {
            pty.shows("40x12").send("\003");
            assertEquals(0, pty.exit());
            assertGivenBack(pty);
        }
    }

    @Test
    void anEffectThatThrowsIsAMessageAndATimerTicks() {
        try (Pty pty = demo(80, 24)) {
            pty.shows("started").send("e").shows("failed: the effect failed");
            pty.send("t").shows("tick").send("q");
            assertEquals(0, pty.exit());
        }
    }

    @Test
    void aProgramThatThrowsGivesTheTerminalBack() {
        try (Pty pty = demo(80, 24)) {
            pty.shows("started").send("X");
            assertEquals(1, pty.exit());
            assertTrue(pty.text().contains("the program failed"), pty.text());
            assertGivenBack(pty);
        }
    }

    @Test
    void terminationGivesTheTerminalBack() {
        try (Pty pty = demo(80, 24)) {
            pty.shows("started").kill("TERM");
            assertEquals(143, pty.exit());
            assertGivenBack(pty);
        }
    }

    @Test
    void workGoesOnAfterTheTerminalIsGone() throws IOException {
        try (Pty pty = demo(80, 24)) {
            pty.shows("started").hangUp();
            assertEquals(0, pty.exit());
            assertEquals("finished without a terminal", Files.readString(folder.resolve("end")));
        }
    }

    @Test
    void aHangUpSignalIsTheEndOfTheTerminalToo() throws IOException {
        try (Pty pty = demo(80, 24)) {
            pty.shows("started").kill("HUP");
            assertEquals(0, pty.exit());
            assertEquals("finished without a terminal", Files.readString(folder.resolve("end")));
        }
    }

    @Test
    void controlZGoesToTheShellAndBack() {
        String quoted = String.join("' '", Pty.java(Demo.class));
        try (Pty pty = Pty.start(List.of("sh", "-i"), Map.of("PS1", "shell> ", "ENV", ""), 80, 24)) {
            pty.shows("shell>")
                    .send("'" + quoted + "'\r")
                    .shows("row 19")
                    .send("jj")
                    .shows("▌row 2");
            pty.send("\032")
                    .await("the shell is back", p -> !p.isOn("1049") && p.text().contains("shell>"));
            pty.send("fg\r").shows("▌row 2").shows("row 19");
            pty.send("j").shows("▌row 3").send("q").shows("ended: quit").shows("shell>");
            assertFalse(pty.isOn("1049"));
        }
    }

    @Test
    void isStoppedFromOutside() throws IOException {
        String end = folder.resolve("end").toString();
        try (Pty pty = Pty.start(Pty.java(Demo.class, end, "stop"), Map.of(), 80, 24)) {
            assertEquals(0, pty.shows("row 19").exit());
            assertEquals("started", Files.readString(folder.resolve("end")));
            assertGivenBack(pty);
        }
    }

    @Test
    void refusesWhatIsNoFullScreen() {
        String end = "Use the plain commands, such as \"emcee status\".";
        try (Pty dumb = Pty.start(Pty.java(Demo.class), Map.of("TERM", "dumb"), 80, 24)) {
            assertEquals(0, dumb.exit());
            assertTrue(dumb.text().contains("TERM is \"dumb\""), dumb.text());
        }
        try (Pty none = Pty.start(Pty.java(Demo.class), Map.of(), 0, 0)) {
            assertEquals(0, none.exit());
            assertTrue(none.output().contains("0x0"), none.output());
            assertFalse(none.output().contains("\033"), none.output());
            assertTrue(none.output().replace("\r\n", "").contains(end), none.output());
        }
    }

    @Test
    void refusesWithoutATerminal() throws IOException, InterruptedException {
        for (String redirection : List.of("</dev/null", "| cat")) {
            String command = "'" + String.join("' '", Pty.java(Demo.class)) + "' " + redirection;
            try (Pty pty = Pty.start(List.of("sh", "-c", command), Map.of(), 80, 24)) {
                pty.exit();
                assertTrue(pty.text().contains("not both a terminal"), redirection + pty.text());
                assertFalse(pty.output().contains("\033"), pty.output());
            }
        }
    }
}
