package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Databases made by the real {@code glance-manage}, and what it says of them afterwards. */
@ExtendWith(Postgres.class)
class GlanceManageIT {
    /** The newest revision that the packaged tool knows. */
    private static String newest = "";

    @TempDir
    private Path folder;

    @BeforeAll
    static void needTool(TestDatabase database, @TempDir Path folder) throws Exception {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "glance-manage")));
        if (!installed) {
            String reason = "glance-manage is not installed (Debian package glance-common)";
            System.out.println("GlanceManageIT skipped: " + reason);
            throw new TestAbortedException(reason);
        }
        glanceManage(database, folder, "sync");
        newest = String.join(",", glanceManage(database, folder, "version"));
    }

    @Test
    void databaseAtLibertyOfTheMiddleOfACycleIsAdoptedAndBothToolsAgree(TestDatabase database) throws Exception {
        glanceManage(database, "upgrade", "liberty");
        CommandLines glance = CommandLines.on(database, "glance");
        Outcome adopted = glance.run("db", "version_control");
        assertEquals("Placed database under control at revision: liberty", adopted.line(), adopted::errors);
        glance.run("db", "upgrade", "mitaka02");
        assertEquals(List.of("mitaka02"), glanceManage(database, "version"));
        glance.run("db", "upgrade", "ocata");
        assertEquals(List.of("ocata_contract01"), glanceManage(database, "version"));
        glance.run("db", "expand", "pike_expand01");
        assertEquals(List.of("ocata_contract01", "pike_expand01"), glanceManage(database, "version"));
        upToDate(database, glance);
    }

    @Test
    void databaseInTheMiddleOfACycleIsSynced(TestDatabase database) throws Exception {
        glanceManage(database, "upgrade", "mitaka02");
        database.execute("INSERT INTO images (id, status, is_public, created_at, deleted, min_disk, min_ram, protected)"
                + " VALUES ('a', 'active', true, now(), false, 0, 0, false)");
        glanceManage(database, "upgrade", "ocata_expand01");
        CommandLines glance = CommandLines.on(database, "glance");
        assertEquals("ocata_expand01", glance.run("db", "version").line());
        Outcome synced = glance.run("db", "sync", "ocata");
        assertEquals(0, synced.exitCode(), synced::errors);
        assertEquals("public", database.value("SELECT visibility FROM images"));
        upToDate(database, glance);
    }

    @Test
    void databaseAtItsNewestRevisionIsAdopted(TestDatabase database) throws Exception {
        glanceManage(database, "sync");
        CommandLines glance = CommandLines.on(database, "glance");
        assertTrue(glance.run("db", "version_control").line().endsWith(", " + newest));
        assertEquals(0, glance.run("db", "upgrade").exitCode());
        assertEquals(
                "2024_1_expand01, 2024_1_contract01",
                glance.run("db", "version").line());
    }

    /** Up to the newest revision that both know. */
    private void upToDate(TestDatabase database, CommandLines glance) throws Exception {
        assertEquals(0, glance.run("db", "upgrade", newest).exitCode());
        assertEquals(List.of(newest), glanceManage(database, "version"));
        assertEquals(List.of("Database is up to date. No migrations needed."), glanceManage(database, "sync"));
        assertEquals(0, glance.run("db", "check").exitCode() % 3, "no drift");
    }

    private List<String> glanceManage(TestDatabase database, String... arguments) throws Exception {
        return glanceManage(database, folder, arguments);
    }

    /** What it prints, in order of text; it writes its log to standard error. */
    private static List<String> glanceManage(TestDatabase database, Path folder, String... arguments)
            throws IOException, InterruptedException {
        String address = database.url().replaceFirst("jdbc:postgresql://", "");
        Path configuration = Files.writeString(
                folder.resolve("glance.conf"),
                "[database]\nconnection = postgresql://" + database.user() + "@" + address + "\n");
        List<String> command =
                new ArrayList<>(List.of("glance-manage", "--config-file", configuration.toString(), "db"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PGPASSWORD", database.password());
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .sorted()
                .toList();
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return lines;
    }
}
