package io.emcee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Temporary folders in memory where the system has room for it: a database is 300 files, which are made ten times as
 * fast there as on some disks.
 */
public final class MemoryFolder implements TempDirFactory {
    /** {@code /dev/shm} when at least 4 GiB of it are free, else the usual temporary folder. */
    public static Path parent() {
        Path memory = Path.of("/dev/shm");
        return memory.toFile().getUsableSpace() > 4L << 30 && Files.isWritable(memory)
                ? memory
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        return Files.createTempDirectory(parent(), "emcee-test-");
    }
}
