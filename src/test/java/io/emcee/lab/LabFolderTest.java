package io.emcee.lab;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void standardFolderFollowsTheSystemsHabit() {
        Map<String, String> home = Map.of("HOME", "/home/ann");
        assertEquals(Path.of("/home/ann/.local/share/emcee/lab"), LabFolder.standard(home, "Linux"));
        assertEquals(Path.of("/home/ann/Library/Application Support/emcee/lab"), LabFolder.standard(home, "Mac OS X"));
        assertEquals(Path.of("/local/emcee/lab"), LabFolder.standard(Map.of("LOCALAPPDATA", "/local"), "Windows 11"));
    }

    @Test
    void theDataFolderThatTheUserNamesWinsUnlessItIsRelative() {
        assertEquals(
                Path.of("/data/emcee/lab"),
                LabFolder.standard(Map.of("HOME", "/home/ann", "XDG_DATA_HOME", "/data"), "Linux"));
        assertEquals(
                Path.of("/home/ann/.local/share/emcee/lab"),
                LabFolder.standard(Map.of("HOME", "/home/ann", "XDG_DATA_HOME", "data"), "Linux"));
    }

    @Test
    void aFolderThatIsEmptyOrOursIsTaken() throws IOException {
        LabFolder.prepare(temporary);
        Files.createDirectory(temporary.resolve("data"));
        assertDoesNotThrow(() -> LabFolder.prepare(temporary));
        assertTrue(Files.readString(temporary.resolve("emcee-lab.txt")).contains("made up"));
    }

    @Test
    void aFolderOfSomebodyElseIsRefusedAndLeftAsItIs() throws IOException {
        Files.createDirectory(temporary.resolve("data"));
        String message = assertThrows(LabUnusable.class, () -> LabFolder.prepare(temporary))
                .getMessage();
        assertTrue(message.startsWith("The folder \"" + temporary + "\" is not empty and no lab"), message);
        assertEquals(1, temporary.toFile().list().length);
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path file = Files.createFile(temporary.resolve("lab"));
        assertEquals(
                "The lab cannot be kept in \"" + file
                        + "\" (a file is in the way): mend that, or set XDG_DATA_HOME to another folder.",
                assertThrows(LabUnusable.class, () -> LabFolder.prepare(file)).getMessage());
    }

    @Test
    void aFolderInTheHomeIsShownAsAnOperatorWritesIt() {
        Path home = Path.of(System.getProperty("user.home"));
        assertEquals("~/x/lab", LabFolder.shown(home.resolve("x/lab")));
        assertEquals("/x/lab", LabFolder.shown(Path.of("/x/lab")));
    }
}
