package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.emcee.batch.Limit;
import io.emcee.batch.Signal;
import io.emcee.batch.Tuning;
import io.emcee.cli.Choice.Chosen;
import io.emcee.config.Approvals;
import io.emcee.config.Configuration;
import io.emcee.config.Gates;
import io.emcee.config.Locks;
import io.emcee.config.Preferences;
import io.emcee.config.Preflight;
import io.emcee.config.Target;
import io.emcee.config.Throttle;
import io.emcee.config.UnknownTarget;
import io.emcee.engine.Check;
import io.emcee.engine.GateRules;
import io.emcee.engine.LockLadder;
import io.emcee.engine.PreflightRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {
    private static final Target LIVE = new Target(
            "live",
            "postgresql://db/glance",
            Optional.of("maria"),
            Optional.of(Path.of("secret")),
            Optional.of("images"),
            Optional.of("bexar"),
            new Locks(Optional.of(Duration.ofSeconds(5)), Optional.empty(), Optional.of(Duration.ofHours(1))),
            new Preflight(
                    Map.of("transactions", "require"),
                    Optional.of(Duration.ofMinutes(1)),
                    Optional.empty(),
                    Optional.of(1L),
                    Optional.empty()),
            new Gates(
                    Optional.of("warn"),
                    Optional.of(Duration.ofMinutes(5)),
                    Optional.of("/13$"),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty()),
            new Throttle(
                    Optional.of(Duration.ofMillis(100)),
                    Map.of("waiting", new Throttle.Limits(Optional.of(2L), Optional.empty())),
                    Optional.of("SELECT 1")),
            Approvals.NONE,
            List.of(),
            true);
    private static final Tuning TUNING = Tuning.DEFAULT
            .withTarget(Duration.ofMillis(100))
            .with(Signal.WAITING, new Limit(OptionalLong.of(2), OptionalLong.empty()))
            .asking(Optional.of("SELECT 1"));
    private static final PreflightRules RULES = new PreflightRules(
            Map.of(Check.Subject.TRANSACTIONS, PreflightRules.Mode.REQUIRE),
            Duration.ofMinutes(1),
            PreflightRules.DEFAULT.retained(),
            1,
            PreflightRules.DEFAULT.disk());
    private static final GateRules GATES = new GateRules(
            Optional.of(PreflightRules.Mode.WARN),
            Optional.empty(),
            true,
            Duration.ofMinutes(5),
            Optional.of("/13$"),
            GateRules.DEFAULT.age());
    private static final Target STAGING = new Target(
            "staging",
            "postgresql://stage/glance",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Locks.DEFAULT,
            Preflight.DEFAULT,
            Gates.DEFAULT,
            Throttle.DEFAULT,
            Approvals.NONE,
            List.of(),
            false);

    @Test
    void aTargetOfTheConfigurationSaysEverything() {
        assertEquals(
                new Chosen(
                        Optional.of("live"),
                        "postgresql://db/glance",
                        Optional.of("maria"),
                        Optional.of(Path.of("secret")),
                        Optional.of("images"),
                        "bexar",
                        new LockLadder(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofHours(1)),
                        RULES,
                        GATES,
                        TUNING,
                        true),
                decide(choice("", ""), configuration(LIVE)));
    }

    @Test
    void optionsWinOverTheTarget() {
        Choice options = new Choice(
                Optional.of("live"),
                Optional.of("postgresql://other/glance"),
                Optional.of("root"),
                Optional.of(Path.of("mine")),
                Optional.of("glance"),
                Optional.of("public"),
                new PaceOptions(Optional.of("20ms"), Map.of("waiting", "5/30")));
        assertEquals(
                new Chosen(
                        Optional.of("live"),
                        "postgresql://other/glance",
                        Optional.of("root"),
                        Optional.of(Path.of("mine")),
                        Optional.of("public"),
                        "glance",
                        new LockLadder(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofHours(1)),
                        RULES,
                        GATES,
                        TUNING.withTarget(Duration.ofMillis(20)).with(Signal.WAITING, Limit.of(5, 30)),
                        true),
                decide(options, configuration(LIVE, STAGING)));
    }

    @Test
    void aUrlAloneTakesNothingFromATarget() {
        Chosen chosen = decide(choice("", "postgresql://other/glance"), configuration(LIVE));
        assertEquals(
                new Chosen(
                        Optional.empty(),
                        "postgresql://other/glance",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "glance",
                        LockLadder.DEFAULT,
                        PreflightRules.DEFAULT,
                        GateRules.DEFAULT,
                        Tuning.DEFAULT,
                        false),
                chosen);
    }

    @Test
    void theTargetWinsOverTheEnvironment() {
        Optional<Chosen> chosen =
                choice("", "").decide(configuration(STAGING), Map.of("PGHOST", "elsewhere", "PGDATABASE", "other"));
        assertEquals("postgresql://stage/glance", chosen.orElseThrow().url());
    }

    @Test
    void theEnvironmentNamesADatabaseWhereNothingElseDoes() {
        Optional<Chosen> chosen = choice("", "").decide(Configuration.NONE, Map.of("PGHOST", "db"));
        assertEquals("postgresql://", chosen.orElseThrow().url());
        assertEquals(Optional.empty(), choice("", "").decide(Configuration.NONE, Map.of("PGUSER", "maria")));
    }

    @Test
    void severalTargetsWithoutADefaultAreAQuestion() {
        Refusal refusal = assertThrows(Refusal.class, () -> decide(choice("", ""), configuration(LIVE, STAGING)));
        assertEquals(
                "Several targets are configured; name one of live, staging by --target NAME, or set default_target.",
                refusal.getMessage());
        assertEquals(2, refusal.exitCode());
    }

    @Test
    void anUnknownTargetIsRefusedEvenBesideAUrl() {
        Choice choice = choice("nowhere", "postgresql://other/glance");
        assertThrows(UnknownTarget.class, () -> decide(choice, configuration(LIVE)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "waiting| lots| the limit of \"waiting\" must be two whole numbers such as 5/20, from the first of which on"
                        + " the work is slowed down, and from the second held (off for never), not \"lots\"",
                "slots| 2GB/1GB| the limit of \"slots\" must be two amounts of bytes such as 256MB/1GB, from the first of"
                        + " which on the work is slowed down, and from the second held (off for never), not \"2GB/1GB\"",
                "lag| 1/2| there is no signal \"lag\"; known are replay_time, replay_bytes, archive, slots, active,"
                        + " waiting, autovacuum, wal_rate, question",
            })
    void limitThatIsNoneIsRefusedWithWhatIsExpected(String signal, String text, String sentence) {
        PaceOptions options = new PaceOptions(Optional.empty(), Map.of(signal, text));
        Refusal refusal = assertThrows(Refusal.class, () -> options.over(Tuning.DEFAULT));
        assertEquals("--throttle: " + sentence + ".", refusal.getMessage());
        assertEquals(2, refusal.exitCode());
    }

    @Test
    void paceThatIsNoneIsRefused() {
        PaceOptions options = new PaceOptions(Optional.of("5s"), Map.of());
        assertEquals(
                "--pace must be a length of time from 20ms to 500ms, not \"5s\".",
                assertThrows(Refusal.class, () -> options.over(Tuning.DEFAULT)).getMessage());
    }

    private static Chosen decide(Choice choice, Configuration configuration) {
        return choice.decide(configuration, Map.of()).orElseThrow();
    }

    private static Choice choice(String target, String url) {
        return new Choice(
                Optional.of(target).filter(text -> !text.isEmpty()),
                Optional.of(url).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PaceOptions.NONE);
    }

    private static Configuration configuration(Target... targets) {
        Map<String, Target> byName = new LinkedHashMap<>();
        for (Target target : targets) {
            byName.put(target.name(), target);
        }
        return new Configuration(
                Optional.of(Path.of("config.yaml")), byName, Optional.empty(), Preferences.DEFAULT, List.of());
    }
}
