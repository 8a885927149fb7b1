package io.emcee.purge;

import java.util.regex.Pattern;

/** Texts of a database made fit for a terminal or a spreadsheet. */
public final class Visible {
    /** What steers a terminal, turns its writing around, or cannot be seen. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Visible() {}

    /** The text on one line, each control character written as its name or number: {@code a\nb}, {@code \u001B[2J}. */
    public static String text(String text) {
        return STEERING.matcher(text).replaceAll(found -> switch (found.group()) {
            case "\n" -> "\\\\n";
            case "\r" -> "\\\\r";
            case "\t" -> "\\\\t";
            default ->
                found.group()
                        .chars()
                        .mapToObj(unit -> String.format("\\\\u%04X", unit))
                        .reduce("", String::concat);
        });
    }

    /** A cell of a CSV file that no spreadsheet takes for a formula. */
    public static String cell(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
