package io.emcee.backup;

import io.emcee.database.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the command of the configuration that makes a backup. */
final class BackupCommand {
    private final Database database;
    private final Places places;
    private final int major;

    /** @param major of the server */
    BackupCommand(Database database, Places places, int major) {
        this.database = database;
        this.places = places;
        this.major = major;
    }

    /**
     * Runs it to its end, with what reaches the database in its environment.
     *
     * @throws io.emcee.engine.GateRefused when it cannot be run, or fails
     */
    void run(List<String> command, Consumer<String> notes) {
        ProcessBuilder builder = new ProcessBuilder(fitting(command))
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") && !name.equals("PG_BIN"));
        builder.environment().putAll(database.environment("backup"));
        String last = "";
        try {
            Process process = builder.start();
            Thread ended = new Thread(process::destroy, "emcee backup");
            Runtime.getRuntime().addShutdownHook(ended);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    last = database.clean(line);
                    notes.accept(last);
                }
            } finally {
                Runtime.getRuntime().removeShutdownHook(ended);
            }
            int code = process.onExit().join().exitValue();
            if (code != 0) {
                throw Refusals.of(command.get(0), "it ended with " + code + (last.isEmpty() ? "" : ": " + last));
            }
        } catch (IOException failed) {
            throw Refusals.of(
                    command.get(0), "it could not be run: " + database.clean(String.valueOf(failed.getMessage())));
        }
    }

    /** A pg_dump of the server's version or later, which says what it does. */
    private List<String> fitting(List<String> command) {
        if (!command.get(0).equals("pg_dump")) {
            return command;
        }
        List<String> fitting = new ArrayList<>(command);
        fitting.set(0, Program.fit("pg_dump", major, places, "pg_dump").path().toString());
        if (!command.contains("--verbose") && !command.contains("-v")) {
            fitting.add(1, "--verbose");
        }
        return fitting;
    }
}
