package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.EventSchema;
import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Hooks of a configuration, on the command line. */
@ExtendWith(Postgres.class)
class HooksIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void programHearsOfPhasesGatesAndFailures(TestDatabase database) throws IOException {
        Path heard = folder.resolve("heard");
        CommandLines live = live(database, """
                  notes: {command: [sh, -c, 'cat >> "$0"; echo >> "$0"', %s]}
                  elsewhere: {command: [/nonexistent/page], targets: [other]}
                """.formatted(heard));
        assertEquals(0, live.run("db", "expand", "bexar_expand01").exitCode());
        assertEquals(6, live.run("db", "contract").exitCode());
        database.execute("ALTER TABLE volumes ADD COLUMN size_gib text");
        assertEquals(1, live.run("db", "expand").exitCode());
        List<String> lines = Files.readAllLines(heard);
        assertEquals(
                List.of(
                        "phase_start base",
                        "phase_end base",
                        "phase_start expand",
                        "phase_end expand",
                        "gate data",
                        "phase_start expand",
                        "failure 1"),
                lines.stream().map(HooksIT::told).toList());
        lines.forEach(line -> assertEquals(List.of(), EventSchema.load().problems("hook", line), line));
        assertEquals("live", Json.object(lines.get(0)).get("target"));
    }

    @Test
    void hookThatFailsIsSaidOnceAndNoRunFailsWithIt(TestDatabase database) throws IOException {
        CommandLines live = live(database, """
                  chat: {url: 'http://maria:secret@127.0.0.1:1/T0/secret?key=secret'}
                  pager: {command: [/nonexistent/page, --token=secret], on: [phase_end]}
                """);
        Outcome expanded = live.run("db", "expand", "bexar_expand01");
        assertEquals(0, expanded.exitCode(), expanded::errors);
        assertEquals(
                1, count(expanded, "The hook \"chat\" (http://127.0.0.1:1) was not told of phase_start: it cannot"));
        assertEquals(1, count(expanded, "The hook \"pager\" (/nonexistent/page) was not told of phase_end: it cannot"));
        assertEquals(2, count(expanded, "The hook "));
        assertFalse(expanded.toString().contains("secret"), expanded::toString);
        assertEquals(
                "1|1",
                database.value("SELECT string_agg(DISTINCT run::text, '') || '|' || min((facts::jsonb ->> 'run')) FROM"
                        + " emcee.journal WHERE kind = 'hook_failed'"));
        assertEquals("0", database.value("SELECT count(*) FROM emcee.journal WHERE facts LIKE '%secret%'"));
        assertEquals(0, live.run("journal", "verify").exitCode());

        Outcome json = live.run("db", "expand", "--json");
        assertEquals(
                "result", Json.object(json.out().get(json.out().size() - 1)).get("kind"));
        assertTrue(json.out().stream().anyMatch(line -> line.startsWith("{\"kind\":\"hook_failed\"")), json::toString);
    }

    private static long count(Outcome outcome, String words) {
        return outcome.err().stream().filter(line -> line.contains(words)).count();
    }

    /** {@code phase_start expand}, {@code gate data}, {@code failure 1}. */
    private static String told(String line) {
        Map<String, Object> body = Json.object(line);
        Map<?, ?> event = (Map<?, ?>) body.get("event");
        return body.get("moment") + " "
                + switch (body.get("moment").toString()) {
                    case "gate" -> event.get("gate");
                    case "failure" -> event.get("exit_code");
                    default -> event.get("phase");
                };
    }

    private CommandLines live(TestDatabase database, String hooks) throws IOException {
        Path configuration = Files.writeString(
                folder.resolve("config.yaml"),
                """
                targets:
                  live: {url: '%1$s', user: %2$s, revisions: bexar}
                  other: {url: '%1$s', user: %2$s, revisions: bexar}
                default_target: live
                hooks:
                """.formatted(database.url(), database.user())
                        + hooks.stripIndent().indent(2));
        return CommandLines.anywhere()
                .with(Map.of(
                        "HOME", "/nonexistent",
                        "PGPASSWORD", database.password(),
                        "EMCEE_CONFIG", configuration.toString()));
    }
}
