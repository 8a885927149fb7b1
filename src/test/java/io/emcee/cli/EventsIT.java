package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.EventSchema;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a running command prints with {@code --json}, beside what {@code emcee events} says of it. */
@ExtendWith(Postgres.class)
class EventsIT {
    private static final EventSchema SCHEMA = EventSchema.load();

    @Test
    void everyLineOfACycleIsAsDescribed(TestDatabase database) {
        CommandLines bexar = CommandLines.on(database, "bexar");
        Outcome grown = bexar.run("db", "upgrade", "bexar_expand03", "--json", "--yes");
        database.execute("INSERT INTO servers (name, owner, address) VALUES ('a', 'maria', '10.0.0.1:80')");
        Outcome refused = bexar.run("db", "contract", "--json");
        Outcome done = bexar.run("db", "upgrade", "--json", "--yes");
        for (Outcome outcome : List.of(grown, refused, done)) {
            assertEquals(
                    List.of(),
                    outcome.out().stream()
                            .flatMap(line -> SCHEMA.problems(line).stream())
                            .toList(),
                    outcome::toString);
        }
        assertEquals(
                List.of("gate_closed", "run_ended", "error"),
                refused.out().stream().map(EventsIT::kind).toList());
        List<String> kinds = done.out().stream()
                .map(EventsIT::kind)
                .filter(kind -> kind.matches("(run|phase)_.*|result"))
                .toList();
        assertEquals(
                List.of(
                        "run_started",
                        "phase_started",
                        "phase_ended",
                        "phase_started",
                        "phase_ended",
                        "run_ended",
                        "result"),
                kinds);
    }

    @Test
    void schemaIsPrinted() {
        Outcome printed = CommandLines.anywhere().run("events");
        assertEquals(0, printed.exitCode());
        assertTrue(Json.object(String.join("\n", printed.out())).containsKey("$defs"));
    }

    private static String kind(String line) {
        return Json.object(line).get("kind").toString();
    }
}
