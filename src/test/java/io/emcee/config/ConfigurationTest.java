package io.emcee.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.json.InvalidFile;
import io.emcee.json.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final Path EXAMPLE = Path.of("config.example.yaml");
    private static final Map<String, String> HOME = Map.of("HOME", "/home/operator");

    @TempDir
    Path folder;

    private static Throttle.Limits limits(long slow, long hold) {
        return new Throttle.Limits(Optional.of(slow), Optional.of(hold));
    }

    @Test
    void theExampleIsReadAsItSays() {
        Configuration example = Configuration.load(Optional.of(EXAMPLE), HOME);
        assertEquals(
                new Target(
                        "staging",
                        "jdbc:postgresql://db.staging.example:5432/glance?sslmode=require",
                        Optional.of("glance"),
                        Optional.of(Path.of("/home/operator/.config/emcee/staging.password")),
                        Optional.of("public"),
                        Optional.of("glance"),
                        new Locks(
                                Optional.of(Duration.ofMillis(100)),
                                Optional.of(Duration.ofSeconds(3)),
                                Optional.of(Duration.ofMinutes(10))),
                        new Preflight(
                                Map.ofEntries(
                                        Map.entry("rights", "require"),
                                        Map.entry("connections", "require"),
                                        Map.entry("sessions", "off"),
                                        Map.entry("transactions", "warn"),
                                        Map.entry("prepared", "warn"),
                                        Map.entry("wraparound", "warn"),
                                        Map.entry("indexes", "warn"),
                                        Map.entry("slots", "warn"),
                                        Map.entry("lag", "warn"),
                                        Map.entry("disk", "warn")),
                                Optional.of(Duration.ofSeconds(5)),
                                Optional.of(1L << 30),
                                Optional.of(64L << 20),
                                Optional.of(1L << 30)),
                        new Gates(
                                Optional.of("require"),
                                Optional.of(Duration.ofMinutes(15)),
                                Optional.of("^glance-.*/1[0-3]\\b"),
                                Optional.of("require"),
                                Optional.of(Duration.ofHours(24)),
                                List.of("pg_dump", "--format=custom", "--file=/backup/glance.dump"),
                                Optional.of(Path.of("/backup/glance.dump"))),
                        new Throttle(
                                Optional.of(Duration.ofMillis(50)),
                                Map.of(
                                        "replay_time", limits(10_000, 60_000),
                                        "replay_bytes", limits(256L << 20, 1L << 30),
                                        "archive", limits(32, 256),
                                        "slots", limits(4L << 30, 16L << 30),
                                        "active", limits(60, 120),
                                        "waiting", limits(5, 20),
                                        "autovacuum", new Throttle.Limits(Optional.of(1L), Optional.empty()),
                                        "wal_rate", limits(50L << 20, 200L << 20),
                                        "question", limits(100, 1000)),
                                Optional.of("SELECT count(*) FROM glance.image_tasks WHERE status = 'pending'")),
                        Approvals.NONE,
                        List.of("cached_images"),
                        false),
                example.targets().get("staging"));
        assertTrue(example.targets().get("live").production());
        assertEquals(
                new Approvals(1, Optional.of(Path.of("/home/operator/.config/emcee/allowed_signers"))),
                example.targets().get("live").approvals());
        assertEquals(List.of("staging", "live"), List.copyOf(example.targets().keySet()));
        assertEquals(Optional.of("staging"), example.defaultTarget());
        assertEquals(
                List.of(
                        new Hook(
                                "chat",
                                List.of(),
                                Optional.of(URI.create("https://hooks.example/services/T0/B0/secret")),
                                Set.of("phase_start", "phase_end", "failure", "gate"),
                                Set.of("live")),
                        new Hook(
                                "pager",
                                List.of("/usr/local/bin/page", "--team", "dba"),
                                Optional.empty(),
                                Set.of("failure", "gate"),
                                Set.of())),
                example.hooks());
        Preferences preferences = example.preferences();
        assertEquals(Optional.of("dark"), preferences.theme());
        assertEquals(Optional.of(Path.of("/home/operator/.config/emcee/themes")), preferences.themes());
    }

    @Test
    void theDefaultsThatTheExampleNamesAreTheDefaults() {
        Preferences said = Configuration.load(Optional.of(EXAMPLE), HOME).preferences();
        assertEquals(
                new Preferences(
                        said.theme(),
                        said.themes(),
                        Preferences.DEFAULT.colours(),
                        Preferences.DEFAULT.escapeDelay(),
                        Preferences.DEFAULT.batchRows(),
                        Preferences.DEFAULT.screenTimeout(),
                        Preferences.DEFAULT.countTimeout(),
                        said.programs()),
                said);
    }

    /** The reader names the keys it knows when it meets one that it does not. */
    @Test
    void theExampleHasEveryKeyThatTheReaderKnows() throws IOException {
        String example = Files.readString(EXAMPLE);
        List<Problem> problems = problems("""
            unheard_of: 1
            batch:
              unheard_of: 1
            targets:
              one:
                url: jdbc:postgresql://h/d
                unheard_of: 1
                locks:
                  unheard_of: 1
            hooks:
              chat:
                url: https://h/
                unheard_of: 1
            """);
        assertEquals(5, problems.size());
        for (Problem problem : problems) {
            for (String key :
                    problem.sentence().replaceFirst(".*known are ", "").split(", ", -1)) {
                assertTrue(
                        Pattern.compile("^ *" + key + ":", Pattern.MULTILINE)
                                .matcher(example)
                                .find(),
                        key);
            }
        }
    }

    @Test
    void everyProblemOfAHookIsReportedAndNoneRepeatsAUrl() throws IOException {
        List<Problem> problems = problems("""
            targets:
              one: {url: 'jdbc:postgresql://h/d'}
            hooks:
              first: {url: 'ftp://maria:secret@h/secret', on: [phase, gate]}
              second: {url: 'https://h /secret', targets: [two]}
              third: {url: 'https://h/', command: [page]}
              fourth: {on: failure}
              fifth: {url: 'https:///secret'}
            """);
        String url = "the key \"url\" must be a URL that begins with http:// or https:// and a host";
        assertEquals(
                List.of(
                        url,
                        "the key \"on\" has \"phase\", which is none of phase_start, phase_end, failure, gate",
                        url,
                        "the key \"targets\" has \"two\", which is none of one",
                        "the hook \"third\" must have either the key \"command\" or the key \"url\"",
                        "the hook \"fourth\" must have either the key \"command\" or the key \"url\"",
                        url),
                problems.stream().map(Problem::sentence).toList());
    }

    @Test
    void everyProblemIsReportedAtOnceWithItsLine() throws IOException {
        Path file = write("""
            colours: many
            escape_delay: 3s
            batch:
              rows: 0
            count_timeout: soon
            screen_timeout: 0s
            targets:
              one:
                schemaa: glance
                production: perhaps
              two: jdbc:postgresql://h/d
            default_target: three
            them: dark
            theme: [dark]
            """);
        InvalidFile refusal = assertThrows(InvalidFile.class, () -> Configuration.load(Optional.of(file), Map.of()));
        String message = refusal.getMessage().replace(file.toString(), "config.yaml");
        assertEquals("""
            Cannot use configuration "config.yaml": 12 problems; nothing was run.
              config.yaml:1: the key "colours" must be one of auto, none, 16, 256, true, not "many"
              config.yaml:2: the key "escape_delay" must be a length of time such as 500ms or 5s, at most 2s, not "3s"
              config.yaml:4: the key "rows" must be a whole number of at least 1, not "0"
              config.yaml:5: the key "count_timeout" must be a length of time such as 500ms or 5s, at most 24h, not "soon"
              config.yaml:6: the key "screen_timeout" must be a length of time such as 500ms or 5s, at most 24h, not "0s"
              config.yaml:9: the key "url" is missing
              config.yaml:9: unknown key "schemaa"; did you mean "schema"?
              config.yaml:10: the key "production" must be true or false, not "perhaps"
              config.yaml:11: the key "two" must be a mapping
              config.yaml:12: the key "default_target" names "three", which is not among the targets one, two
              config.yaml:13: unknown key "them"; did you mean "theme"?
              config.yaml:14: the key "theme" must be a single value\
            """, message);
    }

    @Test
    void everyLimitThatIsNoneIsAProblemInItsLine() throws IOException {
        List<Problem> problems = problems("""
                targets:
                  a:
                    url: postgresql://db/a
                    throttle:
                      batch: 5s
                      waiting: lots
                      slots: 2GB/1GB
                      question: 1/2
                      replay_lag: 1s/2s
                """);
        assertEquals(
                List.of(5, 6, 7, 8, 9), problems.stream().map(Problem::line).toList());
        assertTrue(problems.get(3).toString().contains("question_sql"), problems::toString);
    }

    @Test
    void aTimeoutForLocksIsNotLongerThanTheLongest() throws IOException {
        List<Problem> problems = problems("""
            targets:
              one:
                url: jdbc:postgresql://h/d
                locks:
                  timeout: 5s
                  longest: 1s
            """);
        assertEquals(
                "the key \"longest\" must not be shorter than the key \"timeout\"",
                problems.get(0).sentence());
        assertEquals(6, problems.get(0).line());
    }

    @Test
    void aPasswordInTheFileIsRefusedWithoutRepeatingIt() throws IOException {
        List<Problem> problems = problems("""
            targets:
              one:
                url: jdbc:postgresql://h/d
                password: s3cret
            """);
        assertTrue(problems.get(0).sentence().startsWith("unknown key \"password\""));
        assertFalse(problems.toString().contains("s3cret"));
    }

    @Test
    void aFileThatWasNamedMustBeThereAndBeText() throws IOException {
        assertEquals("there is no such file", only(Optional.of(folder.resolve("none.yaml")), Map.of()));
        assertEquals(
                "there is no such file",
                only(
                        Optional.empty(),
                        Map.of("EMCEE_CONFIG", folder.resolve("none.yaml").toString())));
        assertEquals("it is a folder", only(Optional.of(folder), Map.of()));
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0});
        assertEquals("it is not text in UTF-8", only(Optional.of(binary), Map.of()));
    }

    @Test
    void theFirstFileThereIsIsRead() throws IOException {
        Path named = theme(folder.resolve("named.yaml"), "named");
        Path variable = theme(folder.resolve("variable.yaml"), "variable");
        theme(folder.resolve("xdg/emcee/config.yaml"), "xdg");
        theme(folder.resolve("home/.config/emcee/config.yaml"), "home");
        String home = folder.resolve("home").toString();
        String xdg = folder.resolve("xdg").toString();
        assertEquals("named", theme(Optional.of(named), Map.of("EMCEE_CONFIG", variable.toString())));
        assertEquals(
                "variable",
                theme(Optional.empty(), Map.of("EMCEE_CONFIG", variable.toString(), "XDG_CONFIG_HOME", xdg)));
        assertEquals("xdg", theme(Optional.empty(), Map.of("XDG_CONFIG_HOME", xdg, "HOME", home)));
        assertEquals("home", theme(Optional.empty(), Map.of("XDG_CONFIG_HOME", "relative", "HOME", home)));
        assertEquals("home", theme(Optional.empty(), Map.of("XDG_CONFIG_HOME", "", "HOME", home)));
    }

    @Test
    void withoutAnyFileTheDefaultsHold() {
        Configuration none = Configuration.load(Optional.empty(), Map.of("HOME", folder.toString()));
        assertEquals(Configuration.NONE, none);
        assertEquals(Optional.empty(), none.target(Optional.empty()));
        assertEquals(
                "There is no target \"one\", because no configuration was found. Give --url, or --config FILE.",
                assertThrows(UnknownTarget.class, () -> none.target(Optional.of("one")))
                        .getMessage());
    }

    @Test
    void anEmptyFileIsAConfiguration() throws IOException {
        assertEquals(Preferences.DEFAULT, read("").preferences());
    }

    @Test
    void theTargetIsTheNamedOneElseTheDefaultElseTheOnlyOne() throws IOException {
        Configuration two = read("""
            targets:
              one: {url: "jdbc:postgresql://h/1"}
              two: {url: "jdbc:postgresql://h/2"}
            """);
        assertEquals(Optional.empty(), two.target(Optional.empty()));
        assertEquals(
                "jdbc:postgresql://h/2",
                two.target(Optional.of("two")).orElseThrow().url());
        assertTrue(assertThrows(UnknownTarget.class, () -> two.target(Optional.of("three")))
                .getMessage()
                .endsWith("Known are one, two."));
        Configuration one = read("targets: {one: {url: \"jdbc:postgresql://h/1\"}}");
        assertEquals("one", one.target(Optional.empty()).orElseThrow().name());
        Configuration chosen = Configuration.load(Optional.of(EXAMPLE), HOME);
        assertEquals("staging", chosen.target(Optional.empty()).orElseThrow().name());
    }

    @Test
    void pathsBeginAtHomeOrAtTheFilesOwnFolderAndSetNamesStay() throws IOException {
        Configuration read = read("""
            themes: themes
            colours: 16
            escape_delay: 100ms
            batch: {rows: 7}
            targets:
              named: {url: u, revisions: glance, password_file: /etc/secret}
              folder: {url: u, revisions: sets/mine, password_file: ~/secret}
            """);
        assertEquals(Optional.of(folder.resolve("themes")), read.preferences().themes());
        assertEquals(Optional.of("16"), read.preferences().colours());
        assertEquals(Duration.ofMillis(100), read.preferences().escapeDelay());
        assertEquals(7, read.preferences().batchRows());
        Target named = read.targets().get("named");
        Target inFolder = read.targets().get("folder");
        assertEquals(Optional.of("glance"), named.revisions());
        assertEquals(Optional.of(Path.of("/etc/secret")), named.passwordFile());
        assertEquals(Optional.of(folder.resolve("sets/mine").toString()), inFolder.revisions());
        assertEquals(Optional.of(Path.of("/home/operator/secret")), inFolder.passwordFile());
    }

    private Configuration read(String text) throws IOException {
        return Configuration.load(Optional.of(write(text)), HOME);
    }

    private List<Problem> problems(String text) throws IOException {
        Path file = write(text);
        return assertThrows(InvalidFile.class, () -> Configuration.load(Optional.of(file), HOME))
                .problems();
    }

    private static String only(Optional<Path> named, Map<String, String> environment) {
        List<Problem> problems = assertThrows(InvalidFile.class, () -> Configuration.load(named, environment))
                .problems();
        assertEquals(1, problems.size());
        return problems.get(0).sentence();
    }

    private static String theme(Optional<Path> named, Map<String, String> environment) {
        return Configuration.load(named, environment).preferences().theme().orElseThrow();
    }

    private static Path theme(Path file, String name) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "theme: " + name + "\n");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }
}
