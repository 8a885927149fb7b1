package io.emcee.lint;

import java.util.Optional;

/**
 * Something to say of a statement, or of a file.
 *
 * @param line of the file, from 1; 0 when it is about the file as a whole
 * @param sentence what, on which table, and what to do
 * @param waived the reason for which the file waives it
 */
public record Finding(Rule rule, Severity severity, int line, String sentence, Optional<String> waived) {
    /** Whether a run is refused for it. */
    public boolean refuses() {
        return severity == Severity.ERROR && waived.isEmpty();
    }

    Finding waivedFor(String reason) {
        return new Finding(rule, severity, line, sentence, Optional.of(reason));
    }

    /** {@code error [drop-in-expand] DROP COLUMN takes away ...}; a waived one says for what reason. */
    @Override
    public String toString() {
        String text = severity.word() + " [" + rule.id() + "] " + sentence;
        return waived.map(reason -> "waived " + text + " (" + reason + ")").orElse(text);
    }
}
