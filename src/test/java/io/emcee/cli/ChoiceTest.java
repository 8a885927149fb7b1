package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.emcee.cli.Choice.Chosen;
import io.emcee.config.Approvals;
import io.emcee.config.Configuration;
import io.emcee.config.Gates;
import io.emcee.config.Locks;
import io.emcee.config.Preferences;
import io.emcee.config.Preflight;
import io.emcee.config.Target;
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
import org.junit.jupiter.api.Test;

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
            Approvals.NONE,
            List.of(),
            true);
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
                Optional.of("public"));
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
                Optional.empty());
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
