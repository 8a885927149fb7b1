package io.emcee;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** A PostgreSQL 14, whose dumps every program in use can read, with pg_stat_statements. */
public final class OldestServer implements AutoCloseable {
    public static final String USER = "postgres";

    private final EmbeddedPostgres server;

    private OldestServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** @param folder empty */
    public static OldestServer start(Path folder) throws IOException {
        Path binaries = Path.of(System.getProperty("postgres.others", "target/postgres"), "14");
        Path archive;
        try (Stream<Path> files = Files.list(binaries)) {
            archive = files.filter(file -> file.toString().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow();
        }
        return new OldestServer(EmbeddedPostgres.builder()
                .setPgBinaryResolver((system, architecture) -> Files.newInputStream(archive))
                .setOverrideWorkingDirectory(binaries.resolve("programs").toFile())
                .setDataDirectory(folder.resolve("data"))
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "off")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("unix_socket_directories", "")
                .start());
    }

    /** Without parameters. */
    public String url() {
        return server.getJdbcUrl(USER, "postgres").replaceFirst("\\?.*", "");
    }

    public void execute(String... sql) {
        try (Connection connection = DriverManager.getConnection(url(), USER, "");
                Statement statement = connection.createStatement()) {
            for (String text : sql) {
                statement.execute(text);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    /** The first column of the first row as text. */
    public String value(String sql) {
        try (Connection connection = DriverManager.getConnection(url(), USER, "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
