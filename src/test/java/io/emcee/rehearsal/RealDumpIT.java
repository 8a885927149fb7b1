package io.emcee.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.emcee.MemoryFolder;
import io.emcee.script.RevisionSets;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real pg_dump of this machine, of a database of the oldest server, which every pg_dump in use can read. */
class RealDumpIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void aCopyMadeByADumpIsWhatTheLinterSaysAlsoWithAHostileName() throws IOException, SQLException {
        Settings settings = Settings.of(false, Optional.empty(), System.getenv());
        assumeTrue(Programs.look(settings).fit(14).isPresent(), "no pg_dump of version 14 or later is installed");
        try (EmbeddedPostgres server = server()) {
            String name = "it's \"we\\ird\"\n$x";
            execute(server, "CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
            String url = server.getJdbcUrl("postgres", "postgres").replaceFirst("/postgres\\?.*", "/")
                    + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
            Stages stages = Stages.of(url, "postgres", "", RevisionSets.load("glance"))
                    .at("mitaka02")
                    .with(settings);
            execute(url, "CREATE TABLE beside (id int); CREATE VIEW seen AS SELECT id FROM images");
            RehearsalReport report = stages.rehearse("ocata");
            assertTrue(report.copy().dump().isPresent(), report::toString);
            assertEquals(List.of(), report.copy().notes());
            assertEquals(17, report.count(Agreement.SAME), report::toString);
            assertEquals("0", execute(url, Stages.LEFT));
            execute(
                    url,
                    "DO $$ BEGIN FOR i IN 1..300 LOOP EXECUTE 'CREATE TABLE t' || i || ' ()'; COMMIT; END LOOP; END $$");
            RehearsalReport crowded = stages.rehearse("ocata");
            assertTrue(crowded.copy().notes().get(0).contains("lock more tables at once"), crowded::toString);
            assertEquals(17, crowded.count(Agreement.SAME), crowded::toString);
        }
    }

    private EmbeddedPostgres server() throws IOException {
        Path binaries = Path.of(System.getProperty("postgres.others", "target/postgres"), "14");
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
                .setServerConfig("max_locks_per_transaction", "20")
                .setServerConfig("max_connections", "25")
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        execute(server.getJdbcUrl("postgres", "postgres"), sql);
    }

    /** The first column of the first row, if there is one. */
    private static String execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }
}
