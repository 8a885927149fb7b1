package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final String NOTHING = "No database is configured; to try emcee on one of its own, run: emcee lab";

    /** Remembers what it was started with, and ends with 42. */
    private static final class Starts implements Programs {
        private final List<Object> started = new ArrayList<>();

        @Override
        public int console(ConsoleStart start) {
            started.add(start);
            return 42;
        }

        @Override
        public int lab(LabStart start) {
            started.add(start);
            return 42;
        }

        @Override
        public Programs rehearsed() {
            started.add("rehearsed");
            return this;
        }
    }

    @Test
    void emceeAloneWithoutAConfigurationSaysSoInOneLine() {
        Outcome outcome = CommandLines.anywhere().with(new Starts()).run();
        assertEquals(new Outcome(2, List.of(), List.of("emcee: " + NOTHING)), outcome);
    }

    @Test
    void onATerminalEmceeAloneOffersTheLab() {
        Starts starts = new Starts();
        CommandLines lines = CommandLines.anywhere().with(starts).answering("");
        assertEquals(new Outcome(42, List.of(), List.of(NOTHING)), lines.run());
        assertEquals(List.of("Open the lab? [Y/n]"), lines.questions());
        assertEquals(
                List.of(new LabStart(false, OptionalInt.empty(), Configuration.NONE, new Look(Optional.empty(), true))),
                starts.started);
    }

    @Test
    void theLabIsNotOpenedAgainstTheAnswer() {
        Starts starts = new Starts();
        assertEquals(
                2, CommandLines.anywhere().with(starts).answering("n").run().exitCode());
        assertEquals(List.of(), starts.started);
    }

    @Test
    void emceeAloneOpensTheConsoleOnTheDatabaseThatIsNamed() {
        Starts starts = new Starts();
        Outcome outcome = CommandLines.anywhere()
                .with(starts)
                .with(Map.of("PGPASSWORD", "x"))
                .answering()
                .run("--url", "postgresql://maria@db/glance", "--no-color", "--theme", "light");
        assertEquals(42, outcome.exitCode(), outcome::errors);
        ConsoleStart start = (ConsoleStart) starts.started.get(0);
        assertEquals(
                "maria@db:5432/glance", start.session().database().address().toString());
        assertEquals("glance", start.session().name());
        assertEquals(new Look(Optional.of("light"), false), start.look());
    }

    @Test
    void theConsoleRefusesWhereThereIsNoTerminal() {
        Outcome outcome = CommandLines.anywhere().with(new Starts()).run("console", "--url", "postgresql://db/glance");
        assertEquals(
                new Outcome(
                        2,
                        List.of(),
                        List.of("emcee: The console needs a terminal; for scripts there are commands,"
                                + " see: emcee --help")),
                outcome);
    }

    @Test
    void theLabTakesItsOptions() {
        Starts starts = new Starts();
        CommandLines.anywhere()
                .with(starts)
                .with(Map.of("NO_COLOR", "1"))
                .answering()
                .run("lab", "--fresh", "--images", "7");
        assertEquals(
                List.of(new LabStart(true, OptionalInt.of(7), Configuration.NONE, new Look(Optional.empty(), false))),
                starts.started);
        assertEquals(
                2,
                CommandLines.anywhere().with(starts).run("lab", "--images", "0").exitCode());
    }

    @Test
    void theLabStartsNoServerWhereThereIsNoTerminal() {
        Starts starts = new Starts();
        assertEquals(2, CommandLines.anywhere().with(starts).run("lab").exitCode());
        assertEquals(List.of(), starts.started);
    }

    @Test
    void warmUpIsThereButNotShown() {
        Starts starts = new Starts();
        assertEquals(
                new Outcome(0, List.of(), List.of()),
                CommandLines.anywhere().with(starts).run("warmup"));
        ConsoleStart console = (ConsoleStart) starts.started.get(starts.started.size() - 1);
        assertEquals("glance", console.session().engine().set().name());
        assertTrue(starts.started.contains("rehearsed"));
        assertFalse(CommandLines.anywhere().run("--help").out().toString().contains("warmup"));
    }

    @Test
    void globalOptionsMayStandBeforeAndAfterTheCommand() {
        List<String> after =
                CommandLines.anywhere().run("graph", "--revisions", "bexar").out();
        assertTrue(after.get(1).startsWith("austin"), after::toString);
        assertEquals(
                after,
                CommandLines.anywhere().run("--revisions", "bexar", "graph").out());
        String json = CommandLines.anywhere()
                .run("--json", "db", "--revisions", "bexar", "check")
                .line();
        assertTrue(json.startsWith("{\"kind\":\"error\",\"exit_code\":2,"), json);
    }

    @Test
    void aCommandWithoutADatabaseSaysHowToNameOne() {
        assertEquals(
                new Outcome(
                        2,
                        List.of(),
                        List.of("emcee: No database is configured; name one by --url JDBC_URL or in a configuration,"
                                + " or run: emcee lab")),
                CommandLines.anywhere().run("db", "check"));
    }

    @Test
    void wrongUseIsOneSentenceAndExitCode2() {
        assertEquals(
                new Outcome(2, List.of(), List.of("emcee: Unknown option: '--colour'; see: emcee db check --help")),
                CommandLines.anywhere().run("db", "check", "--colour"));
        assertEquals(
                "{\"kind\":\"error\",\"exit_code\":2,\"sentence\":\"Missing required subcommand; see: emcee db"
                        + " --help\",\"details\":[]}",
                CommandLines.anywhere().run("db", "--json").line());
        assertEquals(2, CommandLines.anywhere().run("db", "downgrade").exitCode());
        assertEquals(2, CommandLines.anywhere().run("db", "sync", "a", "b").exitCode());
    }

    @Test
    void everyProblemOfAConfigurationIsListed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), "colour: red\nbatch:\n  rows: none\n");
        Outcome outcome = CommandLines.anywhere().run("db", "version", "--config", file.toString());
        assertEquals(1, outcome.exitCode());
        assertEquals(
                "emcee: Cannot use configuration \"" + file + "\": 2 problems; nothing was run.",
                outcome.err().get(0));
        assertEquals(3, outcome.err().size(), outcome::errors);
    }

    @Test
    void everyProblemOfARevisionSetIsListed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("one.sql"), "-- revision: one\n-- phase: sideways\n");
        Outcome outcome = CommandLines.anywhere().run("graph", "--json", "--revisions", folder.toString());
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.line().contains("\"details\":[\"" + folder + "/one.sql:"), outcome::line);
    }

    @Test
    void namesThatNobodyKnowsAreWrongUse() {
        assertEquals(
                2,
                CommandLines.anywhere().run("graph", "--revisions", "nothing").exitCode());
        assertEquals(
                2, CommandLines.anywhere().run("status", "--target", "nowhere").exitCode());
        assertEquals(
                2,
                CommandLines.anywhere()
                        .run("status", "--url", "mysql://db/glance")
                        .exitCode());
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        Outcome outcome = CommandLines.anywhere().run("db", "version", "--url", "postgresql://maria:hunter2@db/glance");
        assertEquals(2, outcome.exitCode());
        assertFalse(outcome.toString().contains("hunter2"), outcome::toString);
    }

    @Test
    void anUnreachableServerIsOneSentenceAndItsCauseIsForVerbose() {
        String url = "postgresql://maria@127.0.0.1:1/glance";
        Outcome outcome = CommandLines.anywhere().run("db", "check", "--url", url);
        assertEquals(
                new Outcome(
                        1,
                        List.of(),
                        List.of("emcee: Cannot reach PostgreSQL at \"127.0.0.1:1\": connection refused."
                                + " Check host and port, and that the server runs.")),
                outcome);
        Outcome verbose = CommandLines.anywhere().run("db", "check", "--verbose", "--url", url);
        assertTrue(verbose.err().get(1).startsWith("  caused by: "), verbose::errors);
        assertFalse(verbose.errors().contains("\tat "), verbose::errors);
    }

    @Test
    void aSetIsShownWithoutADatabase() {
        Outcome outcome = CommandLines.anywhere().run("graph", "--revisions", "bexar", "--json");
        assertEquals(0, outcome.exitCode());
        assertTrue(
                outcome.line()
                        .contains("{\"revision\":\"bexar_contract03\",\"release\":\"bexar\",\"phase\":\"contract\","
                                + "\"state\":null,\"down_revision\":\"bexar_contract02\","),
                outcome::line);
    }

    @Test
    void aLineIsCompletedFromTheCommandTree() {
        assertEquals(
                List.of(
                        "db",
                        "approve",
                        "archive",
                        "attach",
                        "drain",
                        "events",
                        "graph",
                        "hold",
                        "journal",
                        "lint",
                        "pause",
                        "plan",
                        "preflight",
                        "purge",
                        "rehearse",
                        "restore",
                        "resume",
                        "run",
                        "runs",
                        "session",
                        "status",
                        "stop",
                        "tombstone",
                        "tune"),
                complete(""));
        assertEquals(List.of("db contract"), complete("db co"));
        assertEquals(List.of("status --exact"), complete("status --e"));
        assertEquals(List.of(), complete("db nothing"));
    }

    private static List<String> complete(String line) {
        Surroundings nobody =
                new Surroundings(System.out, System.err, Map.of(), Terminal.NONE, (work, stop) -> work.run());
        return Commands.of(nobody, Optional.empty()).complete(line);
    }
}
