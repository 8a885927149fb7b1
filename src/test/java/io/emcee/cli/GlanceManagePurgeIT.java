package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.purge.DeletedLab;
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

/** The same purges by the real {@code glance-manage} and by emcee, and what is left after each. */
@ExtendWith(Postgres.class)
class GlanceManagePurgeIT {
    private static final List<String> TABLES = List.of(
            "image_properties", "image_tags", "image_locations", "image_members", "tasks", "task_info", "images");

    private final TestDatabase theirs = DeletedLab.glance().database();
    private final TestDatabase ours = DeletedLab.glance().database();

    @TempDir
    private Path folder;

    @BeforeAll
    static void needTool() {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "glance-manage")));
        if (!installed) {
            String reason = "glance-manage is not installed (Debian package glance-common)";
            System.out.println("GlanceManagePurgeIT skipped: " + reason);
            throw new TestAbortedException(reason);
        }
    }

    /** Times are made different, so that which row is the oldest is no matter of chance. */
    @Test
    void sameRowsAreGone() throws Exception {
        for (String table : TABLES) {
            if (!table.equals("task_info")) {
                String key = table.equals("images") || table.equals("tasks") ? "hashtext(id)" : "id";
                String spread = "UPDATE " + table + " SET deleted_at = deleted_at + abs(" + key
                        + " % 100000) * interval '1 ms' WHERE deleted";
                theirs.execute(spread);
                ours.execute(spread);
            }
        }
        // The trap that glance-manage falls into: in use, although it has a time of deletion.
        theirs.execute("DELETE FROM image_tags WHERE NOT deleted AND deleted_at IS NOT NULL");
        assertEquals(0, theirs("purge", "--max_rows", "30"));
        assertEquals(0, ours("purge", "--max_rows", "30"));
        same();
        assertEquals(0, theirs("purge", "--age_in_days", "100", "--max_rows", "-1"));
        assertEquals(0, ours("purge", "--age_in_days", "100", "--max_rows", "-1"));
        same();
        // What keeps images from being purged keeps all of them there, and only their own here.
        assertEquals(1, theirs("purge_images_table", "--age_in_days", "300", "--max_rows", "-1"));
    }

    @Test
    void wrongNumbersEndAlike() throws Exception {
        for (List<String> wrong :
                List.of(List.of("--age_in_days", "-1"), List.of("--max_rows", "-2"), List.of("--age_in_days", "1.5"))) {
            String[] options = wrong.toArray(String[]::new);
            assertEquals(theirs(line(options)), ours(line(options)), wrong.toString());
        }
    }

    private static String[] line(String... options) {
        return Stream.concat(Stream.of("purge"), Stream.of(options)).toArray(String[]::new);
    }

    private void same() {
        for (String table : TABLES) {
            String key = table.equals("task_info") ? "task_id" : "id";
            String rows = "SELECT " + key + " FROM " + table + " ORDER BY 1";
            assertEquals(theirs.rows(rows), ours.rows(rows), table);
        }
    }

    private int ours(String... arguments) {
        String[] line = Stream.concat(Stream.of("db"), Stream.of(arguments)).toArray(String[]::new);
        return CommandLines.on(ours, "glance").run(line).exitCode();
    }

    private int theirs(String... arguments) throws IOException, InterruptedException {
        Path configuration = Files.writeString(
                folder.resolve("glance.conf"),
                "[database]\nconnection = postgresql://" + theirs.user() + "@"
                        + theirs.url().replaceFirst("jdbc:postgresql://", "") + "\n");
        List<String> command =
                new ArrayList<>(List.of("glance-manage", "--config-file", configuration.toString(), "db"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", theirs.password());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            System.out.println(printed.lines().reduce((one, next) -> next).orElse(""));
        }
        return code;
    }
}
