package io.emcee.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostmasterTest {
    @TempDir
    private Path data;

    @Test
    void aProcessIdThatBelongsToAnotherProgramNowIsForgotten() throws IOException {
        write(ProcessHandle.current().pid() + "\n" + data + "\n");
        assertTrue(Postmaster.running(data).isEmpty());
        Postmaster.forget(data);
        assertFalse(Files.exists(Postmaster.file(data)));
    }

    @Test
    void theProcessIdOfADeadServerIsLeftToPostgresql() throws IOException {
        write("999999999\n" + data + "\n");
        Postmaster.forget(data);
        assertTrue(Files.exists(Postmaster.file(data)));
    }

    @Test
    void aFileThatIsNoneIsNoServer() throws IOException {
        assertTrue(Postmaster.running(data).isEmpty());
        write("");
        assertTrue(Postmaster.running(data).isEmpty());
        write("ten\n");
        assertTrue(Postmaster.running(data).isEmpty());
    }

    private void write(String text) throws IOException {
        Files.writeString(Postmaster.file(data), text);
    }
}
