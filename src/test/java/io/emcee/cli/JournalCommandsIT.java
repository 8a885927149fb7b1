package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The journal on the command line. */
@ExtendWith(Postgres.class)
class JournalCommandsIT {
    @Test
    void runIsListedReportedExportedAndVerified(TestDatabase database) {
        CommandLines bexar = CommandLines.on(database, "bexar");
        assertEquals("The journal has no such entry.", bexar.run("journal").errors());
        assertEquals("The journal has no entry.", bexar.run("journal", "verify").line());
        bexar.run("db", "expand", "bexar_expand01");
        bexar.run("db", "contract");

        List<String> listed = bexar.run("journal").out();
        assertTrue(listed.get(0).matches("ENTRY +UTC +RUN +WHO +WHAT"), listed.get(0));
        assertTrue(listed.get(1).matches("1 +20\\S+Z +1 +\\S+@\\S+ +run_started +expand to bexar_expand01, \\d steps"));
        assertTrue(listed.get(listed.size() - 1).contains("refused"), listed.toString());
        assertEquals(2, bexar.run("journal", "--limit", "1").out().size());
        assertTrue(bexar.run("journal", "contract refused").out().get(1).contains("run: emcee db migrate"));

        String page = String.join("\n", bexar.run("journal", "report").out());
        assertTrue(page.startsWith("# Run 1: expand of " + database.name().replace("_", "\\_")), page);
        assertTrue(page.contains("| Version after | bexar\\_expand01 |"), page);
        assertTrue(page.contains("```sql\n"), page);

        String verified = bexar.run("journal", "verify").line();
        assertTrue(
                verified.matches("The journal is as it was written: \\d+ entries, the last with the hash \\w{64}\\."));
        String head = verified.replaceAll(".*hash (\\w+)\\.", "$1");
        List<String> lines = bexar.run("journal", "export").out();
        assertEquals(head, Json.object(lines.get(lines.size() - 1)).get("hash"));
        List<String> csv = bexar.run("journal", "export", "--format", "csv").out();
        assertEquals("number,at,run,kind,role,os_user,host,application,facts,hash", csv.get(0));
        assertEquals(lines.size() + 1, csv.size());
        assertTrue(csv.get(1).endsWith("," + Json.object(lines.get(0)).get("hash")), csv.get(1));

        database.execute(
                "ALTER TABLE emcee.journal DISABLE TRIGGER append_only",
                "DELETE FROM emcee.journal WHERE number = " + lines.size());
        assertEquals(0, bexar.run("journal", "verify").exitCode());
        Outcome cut = bexar.run("journal", "verify", head);
        assertEquals(1, cut.exitCode());
        assertTrue(cut.line().startsWith("The journal was altered: the hash " + head + " is not in it"), cut.line());
    }

    @Test
    void whatWasTypedStandsInTheRun(TestDatabase database) {
        CommandLines.on(database, "bexar").run("db", "expand", "bexar_expand01");
        CommandLines.on(database, "bexar").run("db", "migrate");
        String name = database.name();
        CommandLines typist = CommandLines.on(database, "bexar").answering(name);
        Outcome contracted = typist.run("db", "contract");
        assertEquals(0, contracted.exitCode(), contracted::errors);
        String sentence = "Confirmed: " + typist.questions().get(0) + " \"" + name + "\"";
        assertEquals(
                sentence,
                database.value("SELECT facts::jsonb ->> 'sentence' FROM emcee.journal WHERE kind = 'confirmed'"
                        + " AND run = (SELECT max(run) FROM emcee.journal)"));
        String page = String.join("\n", typist.run("journal", "report").out()).replace("\\", "");
        assertTrue(page.contains("| Confirmation | " + sentence + " |"), page);
    }

    @Test
    void whatWasNotTypedSaysWhy(TestDatabase database) {
        CommandLines bexar = CommandLines.on(database, "bexar");
        bexar.run("db", "upgrade", "bexar_contract01");
        bexar.run("db", "upgrade", "--yes");
        assertEquals(
                "unasked|option",
                database.value("SELECT string_agg(facts::jsonb ->> 'way', '|' ORDER BY number) FROM emcee.journal"
                        + " WHERE kind = 'confirmed'"));
    }

    @Test
    void wrongArgumentsAreRefusedInASentence(TestDatabase database) {
        CommandLines bexar = CommandLines.on(database, "bexar");
        for (String[] wrong : new String[][] {
            {"journal", "verify", "abc"},
            {"journal", "--limit", "0"},
            {"journal", "export", "--format", "xml"},
        }) {
            assertEquals(2, bexar.run(wrong).exitCode(), String.join(" ", wrong));
        }
        assertEquals(
                "emcee: The journal of \"" + database.name() + "\" has no run to report.",
                bexar.run("journal", "report").errors());
    }
}
