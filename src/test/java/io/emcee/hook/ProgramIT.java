package io.emcee.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.emcee.MemoryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, good ones and others. */
class ProgramIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void messageIsOnStandardInputWithTheArgumentsAsWritten() throws Exception {
        Path file = folder.resolve("a file");
        assertEquals(
                Optional.empty(),
                new Program(List.of("sh", "-c", "cat > \"$0\"", file.toString()), LONG).send("{\"a\":1}"));
        assertEquals("{\"a\":1}", Files.readString(file));
    }

    @Test
    void whatIsWrongIsSaidWithoutTheArguments() {
        Program absent = new Program(List.of("/nonexistent/page", "--token=secret"), LONG);
        assertEquals(Optional.of("it cannot be started; is it there, and may you run it?"), absent.send("{}"));
        assertEquals("/nonexistent/page", absent.toString());
        assertEquals(
                Optional.of("it ended with 3"),
                new Program(List.of("sh", "-c", "echo secret; exit 3"), LONG).send("{}"));
    }

    /** Also one whose child holds its input, and one that never reads more than a pipe holds. */
    @Test
    void programThatHangsIsKilledWithAllThatItStarted() throws Exception {
        Path file = folder.resolve("pid");
        Program hangs = new Program(List.of("sh", "-c", "sleep 600 & echo $! > \"$0\"; wait", file.toString()), SHORT);
        String body = "x".repeat(1 << 20);
        assertEquals(Optional.of("it did not end within 1 s"), hangs.send(body));
        long child = Long.parseLong(Files.readString(file).strip());
        ProcessHandle.of(child).ifPresent(left -> left.onExit().join());
        assertFalse(ProcessHandle.of(child).filter(ProcessHandle::isAlive).isPresent());
    }

    @Test
    void programNeedNotReadAndIsNotGivenThePasswordOfTheDatabase() {
        assertEquals(Optional.empty(), new Program(List.of("true"), LONG).send("x".repeat(1 << 20)));
        assertEquals(Optional.empty(), new Program(List.of("sh", "-c", "test -z \"$PGPASSWORD\""), LONG).send("{}"));
    }
}
