package io.emcee.catalog;

import java.util.regex.Pattern;

/** Names as SQL writes them. */
public final class Identifier {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    private Identifier() {}

    /**
     * The name in quotes, safe in any statement.
     *
     * @throws IllegalArgumentException for what PostgreSQL takes for no name: empty, or with a zero character
     */
    public static String quote(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name in PostgreSQL: \"" + name + "\"");
        }
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** The name for people, in quotes only if its characters ask for it, never steering a terminal. Not for statements. */
    public static String display(String name) {
        return PLAIN.matcher(name).matches() ? name : "\"" + printable(name).replace("\"", "\"\"") + "\"";
    }

    /** Text from a server without the characters that steer a terminal. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }
}
