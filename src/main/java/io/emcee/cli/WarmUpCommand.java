package io.emcee.cli;

import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.DatabaseUnavailable;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.json.Json;
import io.emcee.script.RevisionSets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Loads what a start needs, for the launcher to make its class-data archive from. */
@Command(name = "warmup", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    private final Optional<Programs> programs;

    WarmUpCommand(Optional<Programs> programs) {
        this.programs = programs;
    }

    @Override
    public Integer call() {
        RevisionSets.load(Choice.REVISIONS);
        Json.line(Map.of());
        connectToNobody();
        programs.ifPresent(Programs::warmUp);
        return ExitCode.DONE;
    }

    /** Nothing listens on port 1, so that the driver is loaded as far as it comes. */
    private static void connectToNobody() {
        Address nobody = Address.of("postgresql://nobody@127.0.0.1:1/none", Optional.empty(), Map.of());
        try {
            new Database(nobody, Passwords.of(new Password("")), Release.application())
                    .reader("warmup", Duration.ofSeconds(1))
                    .close();
        } catch (DatabaseUnavailable | java.sql.SQLException expected) {
            // That is the point.
        }
    }
}
