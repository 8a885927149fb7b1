package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plans on paper: made by one, approved by another, run when nothing has changed since. */
@ExtendWith(Postgres.class)
class PlanFileIT {
    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void planIsWrittenAndRun(TestDatabase database) {
        CommandLines bexar = CommandLines.on(database, "bexar");
        Outcome written = bexar.run("plan", "--phase", "expand", "bexar_expand02", "--out", file());
        assertTrue(written.line().matches("Wrote the plan of 3 steps to \".*\", hash \\w{64}\\."), written::toString);
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
        Outcome run = bexar.run("run", file());
        assertEquals(0, run.exitCode(), run::errors);
        assertEquals("bexar_expand02", bexar.run("db", "version").line());
        refused(bexar.run("run", file()), "the database is at bexar_expand02 now, not at ");
    }

    /** Byte for byte: whatever is changed, be it a blank, it is no plan any more. */
    @Test
    void planOfWhichAByteWasChangedIsRefused(TestDatabase database) throws Exception {
        CommandLines bexar = CommandLines.on(database, "bexar");
        bexar.run("plan", "--phase", "expand", "--out", file());
        byte[] bytes = Files.readAllBytes(Path.of(file()));
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            byte[] altered = bytes.clone();
            int place = random.nextInt(bytes.length);
            altered[place] = (byte) (altered[place] == 'x' ? 'y' : 'x');
            Files.write(Path.of(file()), altered);
            Outcome outcome = bexar.run("run", file());
            assertEquals(6, outcome.exitCode(), () -> "byte " + place + ": " + outcome);
        }
        Files.writeString(Path.of(file()), new String(bytes, StandardCharsets.UTF_8) + " ");
        refused(bexar.run("run", file()), "is not as emcee wrote it; nothing was run");
        assertEquals("", database.value("SELECT to_regnamespace('emcee')"));
    }

    @Test
    void planForAnotherDatabaseOrAnEditedRevisionIsRefused(TestDatabase database) {
        CommandLines bexar = CommandLines.on(database, "bexar");
        bexar.run("plan", "--phase", "expand", "bexar_expand01", "--out", file());
        refused(CommandLines.on(database.another(), "bexar").run("run", file()), "it was made for another database");
        bexar.run("db", "expand", "austin");
        refused(bexar.run("run", file()), "the database is at austin now, not at ");
        assertEquals("austin", bexar.run("db", "version").line());
    }

    @Test
    void nobodyApprovesHisOwnPlanAndMissingFilesAreSaid(TestDatabase database) {
        CommandLines bexar = CommandLines.on(database, "bexar");
        bexar.run("plan", "--phase", "expand", "--out", file());
        refused(bexar.run("approve", file(), "--yes"), "is your own; it takes a second person");
        assertEquals(2, bexar.run("run", folder.resolve("none").toString()).exitCode());
        assertEquals(2, bexar.run("plan", "--phase", "shrink").exitCode());
        bexar.run("db", "upgrade", "--yes");
        assertEquals(1, bexar.run("plan", "--out", file()).exitCode());
    }

    @Test
    void targetThatWantsApprovalTakesNothingElse(TestDatabase database) throws Exception {
        Path keys = Files.createDirectories(folder.resolve("keys"));
        key(keys.resolve("maria"));
        key(keys.resolve("mallory"));
        Files.writeString(keys.resolve("allowed"), "maria " + Files.readString(keys.resolve("maria.pub")));
        Path configuration = Files.writeString(
                folder.resolve("config.yaml"), """
                targets:
                  live:
                    url: %s
                    user: %s
                    revisions: bexar
                    approvals: {required: 1, signers: %s}
                """.formatted(database.url(), database.user(), keys.resolve("allowed")));
        CommandLines live =
                CommandLines.anywhere().with(Map.of("HOME", "/nonexistent", "PGPASSWORD", database.password()));
        String config = "--config=" + configuration;
        refused(live.run("db", "expand", config), "takes only plans that somebody else has approved");
        live.run("plan", "--phase", "expand", "--out", file(), config);
        refused(live.run("run", file(), config), "has 0 of 1 approvals");

        PlanFile plan = PlanFile.read(Path.of(file()));
        approve(plan, "maria", keys.resolve("mallory"));
        refused(live.run("run", file(), config), "The approval of \"maria\" is not signed by a key");
        approve(plan, "maria", keys.resolve("maria"));
        Outcome run = live.run("run", file(), config);
        assertEquals(0, run.exitCode(), run::errors);
        String key = fingerprint(keys.resolve("maria"));
        String entry = database.value("SELECT facts FROM emcee.journal WHERE kind = 'plan_approved' AND run = 1"
                + " AND facts::jsonb ->> 'verified' = 'true' ORDER BY number DESC LIMIT 1");
        assertTrue(entry.contains("\"key\":\"" + key + "\""), () -> key + " is not in " + entry);
        assertTrue(entry.contains("\"plan\":\"" + plan.hash() + "\""), entry);
        assertTrue(
                live.run("journal", "report", config).out().stream()
                        .anyMatch(line -> line.startsWith("| Approval | Approved by maria (maria@elsewhere) at ")),
                "the report names who has approved");
    }

    @Test
    void adoptionIsPlannedApprovedAndRunAsWell(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)",
                "INSERT INTO alembic_version VALUES ('austin')");
        Path configuration = Files.writeString(
                folder.resolve("config.yaml"),
                "targets: {live: {url: '%s', user: %s, revisions: bexar, approvals: {required: 1}}}"
                        .formatted(database.url(), database.user()));
        CommandLines live =
                CommandLines.anywhere().with(Map.of("HOME", "/nonexistent", "PGPASSWORD", database.password()));
        String config = "--config=" + configuration;
        assertEquals(0, live.run("db", "version_control", "--dry-run", config).exitCode());
        Outcome direct = live.run("db", "version_control", config);
        refused(direct, "make one: emcee plan --phase version_control --out FILE");
        Outcome written = live.run("plan", "--phase", "version_control", "--out", file(), config);
        assertEquals(0, written.exitCode(), written::errors);
        assertTrue(
                live.run("approve", file(), "--name", "x", "--yes").errors().contains("is your own"), written::errors);
        refused(live.run("run", file(), config), "has 0 of 1 approvals");

        PlanFile plan = PlanFile.read(Path.of(file()));
        plan.approved(new Approval("maria", "maria@elsewhere", "2026-11-20T00:00:00Z", java.util.Optional.empty()))
                .write(Path.of(file()));
        database.execute("UPDATE alembic_version SET version_num = 'bexar_expand01'");
        refused(live.run("run", file(), config), "the database is not as it was");
        database.execute("UPDATE alembic_version SET version_num = 'austin'");
        Outcome run = live.run("run", file(), config);
        assertEquals("Placed database under control at revision: austin", run.line(), run::errors);
        assertTrue(
                database.value("SELECT facts FROM emcee.journal WHERE kind = 'adopting'")
                        .contains("Approved by maria (maria@elsewhere)"),
                "the journal names who has approved");
        refused(live.run("run", file(), config), "the database is not as it was");
        assertEquals(
                1,
                live.run("plan", "--phase", "version_control", "--out", file(), config)
                        .exitCode());
    }

    /** {@code 256 SHA256:... comment (ED25519)}. */
    private static String fingerprint(Path key) throws Exception {
        Process process = new ProcessBuilder("ssh-keygen", "-l", "-f", key.toString()).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ")[1];
    }

    /** As somebody else, which one process cannot be. */
    private void approve(PlanFile plan, String name, Path key) {
        Approval approval = new Approval(name, name + "@elsewhere", "2026-11-20T00:00:00Z", java.util.Optional.empty());
        plan.approved(approval.with(SshKeys.sign(key, approval.signed(plan.hash()))))
                .write(Path.of(file()));
    }

    private static void key(Path file) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
                        .start()
                        .waitFor());
    }

    private static void refused(Outcome outcome, String words) {
        assertEquals(6, outcome.exitCode(), outcome::toString);
        assertTrue(outcome.errors().contains(words), outcome::errors);
        assertEquals(List.of(), outcome.out());
    }

    private String file() {
        return folder.resolve("plan.json").toString();
    }
}
