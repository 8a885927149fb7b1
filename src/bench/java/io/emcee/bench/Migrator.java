package io.emcee.bench;

import io.emcee.cli.DatabaseAccess;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Actor;
import io.emcee.engine.Engine;
import io.emcee.engine.Operation;
import io.emcee.engine.StopSignal;
import io.emcee.script.RevisionSets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A process that migrates the rows of a database and says how much memory it has needed. */
final class Migrator {
    private Migrator() {}

    /** @param arguments the URL, the role, and the revision set; the password is in the environment */
    public static void main(String[] arguments) throws Exception {
        Database database = new Database(
                Address.of(arguments[0], Optional.of(arguments[1]), Map.of()),
                Passwords.of(new Password(System.getenv("PGPASSWORD"))),
                "emcee/bench");
        Engine engine = new Engine(
                new DatabaseAccess(database),
                RevisionSets.load(arguments[2]),
                Optional.empty(),
                new Actor("bench", "localhost"),
                Engine.Pace.of(1000));
        engine.run(engine.plan(Operation.MIGRATE, Optional.empty()), event -> {}, new StopSignal());
        System.out.println("peak_kb " + peak());
    }

    /** {@code VmHWM:   91234 kB}, the most that was ever resident. */
    private static String peak() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .findFirst()
                .orElse("0");
    }
}
