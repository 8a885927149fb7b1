package io.emcee.cli;

import io.emcee.archive.ArchiveException;
import io.emcee.config.UnknownTarget;
import io.emcee.database.DatabaseUnavailable;
import io.emcee.engine.EngineException;
import io.emcee.json.InvalidFile;
import io.emcee.script.UnknownRevisionSet;
import io.emcee.script.UnknownVersion;
import io.emcee.script.ViewOnly;
import io.emcee.server.ServerException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * How a command failed, for the operator.
 *
 * @param exitCode one of {@link ExitCode}
 * @param sentence what failed, on what, and what to do; more lines only for the problems of a file
 * @param known false for a mistake of emcee's own
 */
record Failure(int exitCode, String sentence, boolean known, Throwable cause) {

    /** The one place where exceptions become sentences and exit codes. */
    static Failure of(Throwable thrown) {
        if (thrown instanceof CompletionException && thrown.getCause() != null) {
            return of(thrown.getCause());
        }
        if (thrown instanceof Refusal refusal) {
            return known(refusal.exitCode(), thrown);
        }
        if (thrown instanceof EngineException ended) {
            return known(ended.exitCode(), thrown);
        }
        if (thrown instanceof ArchiveException archive) {
            return known(archive.exitCode(), thrown);
        }
        if (thrown instanceof DatabaseUnavailable unavailable) {
            boolean address = unavailable.reason() == DatabaseUnavailable.Reason.ADDRESS;
            return known(address ? ExitCode.USAGE : ExitCode.ERROR, thrown);
        }
        if (thrown instanceof UnknownTarget
                || thrown instanceof UnknownVersion
                || thrown instanceof UnknownRevisionSet
                || thrown instanceof ViewOnly) {
            return known(ExitCode.USAGE, thrown);
        }
        if (thrown instanceof InvalidFile
                || thrown instanceof ServerException
                || thrown instanceof UncheckedIOException) {
            return known(ExitCode.ERROR, thrown);
        }
        return unknown(thrown);
    }

    private static Failure known(int exitCode, Throwable thrown) {
        return new Failure(exitCode, words(thrown), true, thrown);
    }

    private static Failure unknown(Throwable thrown) {
        return new Failure(
                ExitCode.ERROR,
                "internal error: " + words(thrown)
                        + "; run the command again with --verbose and report what it prints.",
                false,
                thrown);
    }

    /** What lay behind it, the nearest cause first; a line for each that says something new. */
    List<String> causes() {
        List<String> lines = new ArrayList<>();
        for (Throwable at = cause.getCause(); at != null; at = at.getCause()) {
            String line = words(at);
            if (!lines.contains(line) && !line.equals(sentence)) {
                lines.add(line);
            }
        }
        return List.copyOf(lines);
    }

    private static String words(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message.strip();
    }
}
