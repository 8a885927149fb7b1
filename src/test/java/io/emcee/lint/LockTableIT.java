package io.emcee.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of locks against {@code pg_locks}, on the suite's server and on the others that Maven has unpacked. */
@ExtendWith(Postgres.class)
class LockTableIT {
    /** What needs another tablespace, leaves no lock to be read, is only known to lint, or only to PostgreSQL 18. */
    private static final Set<Row> NOT_MEASURED = EnumSet.of(
            Row.SET_TABLESPACE,
            Row.DETACH_PARTITION_CONCURRENTLY,
            Row.VACUUM,
            Row.CHANGE_UNKNOWN_TYPE,
            Row.UPDATE_BATCH,
            Row.UNKNOWN,
            Row.ADD_NOT_NULL,
            Row.ADD_NOT_NULL_NOT_VALID);

    @Test
    void theLinterSaysWhatTheServerDoes(TestDatabase target) throws SQLException {
        LockTable table = new LockTable(target.url(), target.user(), target.password());
        assertEquals("", String.join("\n", table.differences()));
        Set<Row> unseen = EnumSet.complementOf(EnumSet.copyOf(table.seen()));
        unseen.removeAll(NOT_MEASURED);
        assertEquals(EnumSet.noneOf(Row.class), unseen);
    }

    @ParameterizedTest
    @MethodSource("others")
    void theLinterSaysWhatOtherVersionsDo(Path binaries, @TempDir(factory = MemoryFolder.class) Path folder)
            throws SQLException, IOException {
        try (EmbeddedPostgres server = server(binaries, folder)) {
            String url = server.getJdbcUrl("postgres", "postgres");
            assertEquals("", String.join("\n", new LockTable(url, "postgres", "").differences()));
        }
    }

    /** The folders of one version each, named after it. */
    static List<Path> others() throws IOException {
        Path folder = Path.of(System.getProperty("postgres.others", "target/postgres"));
        try (Stream<Path> versions = Files.list(folder)) {
            List<Path> found = new TreeSet<>(versions.toList()).stream().toList();
            assertFalse(found.isEmpty(), "no other server in " + folder);
            return found;
        }
    }

    private static EmbeddedPostgres server(Path binaries, Path folder) throws IOException {
        Path archive;
        try (Stream<Path> files = Files.list(binaries)) {
            archive = files.filter(file -> file.toString().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
        }
        return EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, architecture) -> Files.newInputStream(archive))
                .setOverrideWorkingDirectory(binaries.resolve("programs").toFile())
                .setDataDirectory(folder.resolve("data"))
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "off")
                .setServerConfig("autovacuum", "off")
                .setServerConfig("unix_socket_directories", "")
                .start();
    }
}
