package io.emcee.revision;

import java.util.regex.Pattern;

/** The name of a revision, such as {@code ocata_expand01}: 1 to 100 letters, digits, {@code _}, {@code -} or dots. */
public record RevisionId(String text) implements Comparable<RevisionId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public RevisionId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a revision id: \"" + text + "\"");
        }
    }

    public static RevisionId of(String text) {
        return new RevisionId(text);
    }

    @Override
    public int compareTo(RevisionId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Written out, like {@link #hashCode}: what a record has of itself is linked at its first call, in milliseconds. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RevisionId id && id.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
