package io.emcee.json;

/**
 * One thing wrong with a file.
 *
 * @param file the file's name as its reader should see it
 * @param line from 1; 0 when the problem belongs to the file as a whole
 * @param sentence what is wrong, on which "name", and what to do
 */
public record Problem(String file, int line, String sentence) implements Comparable<Problem> {
    /** A file may hold anything: control characters of it never reach a terminal. */
    public Problem {
        file = printable(file);
        sentence = printable(sentence);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cc}", "\uFFFD");
    }

    /** {@code glance/ocata_expand01.sql:3: unknown key "depend_on"; did you mean "depends_on"?} */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line + ": " + sentence : file + ": " + sentence;
    }

    @Override
    public int compareTo(Problem other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }
}
