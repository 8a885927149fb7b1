package io.emcee.rehearsal;

import io.emcee.database.Database;
import io.emcee.engine.StopSignal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pg_dump of this machine.
 *
 * @param version as it says it: {@code 17.2}, {@code 18beta1}
 */
record PgDump(Path program, String version) {
    private static final Pattern SAID = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+\\S*)");

    /** How much of what it says on standard error is kept. */
    private static final int SHOWN = 1_000;

    private static final long PATIENCE = 10;

    /**
     * Waits for no lock longer than 2 s, since whoever holds such a lock changes the structure. Owners and rights are
     * left out, for their roles may not be had; so is what needs a superuser, and what would reach out of the copy.
     */
    private static final List<String> OPTIONS = List.of(
            "--schema-only",
            "--no-owner",
            "--no-privileges",
            "--no-tablespaces",
            "--no-security-labels",
            "--no-publications",
            "--no-subscriptions",
            "--no-comments",
            "--no-password",
            "--encoding=UTF8",
            "--lock-wait-timeout=2s");

    /** It did not write a dump; the message is a clause that says why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String clause;

        Refused(String clause) {
            super(clause);
            this.clause = clause;
        }

        String clause() {
            return clause;
        }
    }

    /** The program in a folder, if there is one that runs. */
    static Optional<PgDump> in(Path folder) {
        Path program = folder.resolve("pg_dump");
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectInput(Redirect.from(nothing()))
                    .redirectError(Redirect.DISCARD)
                    .start();
            String said = ended(process);
            Matcher matcher = SAID.matcher(said);
            return matcher.find() ? Optional.of(new PgDump(program, matcher.group(1))) : Optional.empty();
        } catch (IOException notAProgram) {
            return Optional.empty();
        }
    }

    private static String ended(Process process) throws IOException {
        process.onExit().orTimeout(PATIENCE, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
        try (InputStream out = process.getInputStream()) {
            return new String(out.readNBytes(SHOWN), StandardCharsets.UTF_8);
        }
    }

    private static File nothing() {
        return Path.of("/dev/null").toFile();
    }

    /** {@code 17} of 17.2. */
    int major() {
        return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    }

    /**
     * The structure of a database as SQL, from one snapshot.
     *
     * @throws Refused when the program fails
     * @throws io.emcee.engine.Stopped when that was requested
     */
    String dump(Database database, StopSignal stop) throws Refused {
        ProcessBuilder builder = new ProcessBuilder(program.toString()).redirectInput(Redirect.from(nothing()));
        builder.command().addAll(OPTIONS);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(database.environment("rehearsal"));
        builder.environment().put("LC_ALL", "C");
        try {
            return dump(builder.start(), database, stop);
        } catch (IOException failed) {
            throw new Refused(toString() + " could not be run: " + database.clean(String.valueOf(failed.getMessage())));
        }
    }

    private String dump(Process process, Database database, StopSignal stop) throws IOException, Refused {
        stop.cancelBy(any -> process.destroy());
        try {
            stop.running(0);
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> errors(process));
            String sql = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.onExit().join().exitValue();
            stop.idle();
            stop.check();
            if (code != 0) {
                throw new Refused(toString() + " failed: " + shown(database.clean(errors.join())));
            }
            return withoutCommands(sql);
        } finally {
            stop.idle();
            process.destroyForcibly();
        }
    }

    private static String errors(Process process) {
        try (InputStream errors = process.getErrorStream()) {
            String first = new String(errors.readNBytes(SHOWN), StandardCharsets.UTF_8);
            errors.transferTo(OutputStream.nullOutputStream());
            return first;
        } catch (IOException gone) {
            return "";
        }
    }

    private static String shown(String errors) {
        return errors.isEmpty() ? "it does not say why" : errors.replaceFirst("^pg_dump: ", "");
    }

    /** Since 17.6 a dump stands between two commands for psql, {@code \restrict KEY} and {@code \\unrestrict KEY}. */
    private static String withoutCommands(String sql) {
        return sql.replaceFirst("(?m)^\\\\restrict .*$", "").replaceFirst("(?m)^\\\\unrestrict .*\\s*\\z", "");
    }

    /** {@code pg_dump 17.2 (/usr/lib/postgresql/17/bin)}. */
    @Override
    public String toString() {
        return "pg_dump " + version + " (" + program.getParent() + ")";
    }
}
