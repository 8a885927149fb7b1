package io.emcee.script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of SQL, cut as PostgreSQL's own scanner does.
 *
 * @param text as written
 * @param begin its place in the SQL, from 0
 * @param line from 1
 */
public record Token(Kind kind, String text, int begin, int line) {
    /** Longer names are cut by PostgreSQL (NAMEDATALEN - 1). */
    private static final int LONGEST_NAME = 63;

    private static final Pattern UNICODE = Pattern.compile("\\\\(?:(\\\\)|([0-9A-Fa-f]{4})|\\+([0-9A-Fa-f]{6}))");

    /** What a piece is: a key word or plain name, a quoted name, a literal, a single other character, a comment. */
    public enum Kind {
        WORD,
        QUOTED_NAME,
        LITERAL,
        SYMBOL,
        COMMENT
    }

    /** The tokens of a statement of a revision set, without its comments; the first line is 1. */
    public static List<Token> all(String sql) {
        return Lexer.tokens(sql);
    }

    int end() {
        return begin + text.length();
    }

    /** Whether it is this key word, however it is written. */
    public boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    public boolean is(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** The name that PostgreSQL reads here: a plain one in lower case, a quoted one without its quotes. */
    public Optional<String> name() {
        return switch (kind) {
            case WORD -> Optional.of(cut(lowerCase(text)));
            case QUOTED_NAME -> Optional.of(cut(unquoted(text)));
            case LITERAL, SYMBOL, COMMENT -> Optional.empty();
        };
    }

    /** Only ASCII letters are folded in a UTF-8 database. */
    private static String lowerCase(String word) {
        StringBuilder folded = new StringBuilder(word);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            folded.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }

    private static String unquoted(String quoted) {
        int open = quoted.indexOf('"');
        int close = Math.max(quoted.lastIndexOf('"'), open + 1);
        String name = quoted.substring(open + 1, close).replace("\"\"", "\"");
        return open == 0 ? name : UNICODE.matcher(name).replaceAll(escape -> replacement(escape.group()));
    }

    /** {@code \0041}, {@code \+000041} or a doubled backslash, as the replacement of a match. */
    private static String replacement(String escape) {
        if (escape.equals("\\\\")) {
            return "\\\\";
        }
        int code = Integer.parseInt(escape.substring(escape.startsWith("\\+") ? 2 : 1), 16);
        return Character.isValidCodePoint(code) ? Matcher.quoteReplacement(Character.toString(code)) : "";
    }

    private static String cut(String name) {
        String cut = name;
        while (cut.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }
}
