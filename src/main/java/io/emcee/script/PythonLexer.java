package io.emcee.script;

import io.emcee.script.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Cuts Python source into the statements of its module (language reference, chapter 2); what is indented is passed over.
 * Reads each character once, copes with any text and runs nothing.
 */
final class PythonLexer {
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";
    private static final String OPERATORS = "+-*/%&|^<>=!@~";
    private static final String PREFIXES = "rbuft";

    private final String source;
    private final List<List<PythonToken>> statements = new ArrayList<>();
    private List<PythonToken> statement = new ArrayList<>();
    private Optional<Broken> broken = Optional.empty();
    private int at;
    private int line = 1;
    private int lineStart;
    private int depth;
    private int opened;
    private boolean indented;

    /** Why Python would not read a file, and on which line. */
    record Broken(int line, String sentence) {}

    private PythonLexer(String source) {
        this.source = source;
    }

    /**
     * What a file says at its top level.
     *
     * @param statements each with at least one token; several that stand on one line are one
     * @param broken the first reason for which Python would not read the file; what comes after it may be misread
     */
    record Module(List<List<PythonToken>> statements, Optional<Broken> broken) {}

    /** @param source with {@code \n} at the ends of its lines */
    static Module read(String source) {
        PythonLexer lexer = new PythonLexer(source);
        while (lexer.at < source.length()) {
            lexer.step();
        }
        lexer.endStatement();
        if (lexer.depth > 0) {
            lexer.breaks(lexer.opened, "the bracket that opens here is never closed");
        }
        return new Module(lexer.statements, lexer.broken);
    }

    private void step() {
        char c = source.charAt(at);
        if (c == '\n') {
            endLine();
        } else if (c == '#') {
            int end = source.indexOf('\n', at);
            at = end < 0 ? source.length() : end;
        } else if (c == '\\' && at + 1 < source.length() && source.charAt(at + 1) == '\n') {
            at++;
            newLine();
        } else if (Character.isWhitespace(c) || c == '\uFEFF') {
            at++;
        } else {
            token(c);
        }
    }

    private void endLine() {
        if (depth == 0) {
            endStatement();
        }
        newLine();
    }

    /** Goes behind the line break that is here. */
    private void newLine() {
        at++;
        line++;
        lineStart = at;
    }

    private void endStatement() {
        if (!statement.isEmpty() && !indented) {
            statements.add(statement);
        }
        statement = new ArrayList<>();
    }

    private void token(char c) {
        if (statement.isEmpty()) {
            indented = at > lineStart;
        }
        if (c == '\'' || c == '"') {
            string("");
        } else if (Character.isJavaIdentifierStart(c) && c != '$') {
            word();
        } else if (Character.isDigit(c)) {
            add(Kind.NUMBER, at, endOf(true));
        } else {
            sign(c);
        }
    }

    private void word() {
        int end = endOf(false);
        String word = source.substring(at, end);
        boolean prefix = end - at <= 2 && word.toLowerCase(Locale.ROOT).chars().allMatch(c -> PREFIXES.indexOf(c) >= 0);
        if (prefix && end < source.length() && (source.charAt(end) == '\'' || source.charAt(end) == '"')) {
            string(word.toLowerCase(Locale.ROOT));
        } else {
            add(Kind.NAME, at, end);
        }
    }

    private int endOf(boolean number) {
        int end = at;
        while (end < source.length()
                && (Character.isJavaIdentifierPart(source.charAt(end)) || (number && source.charAt(end) == '.'))) {
            end++;
        }
        return end;
    }

    private void sign(char c) {
        if (OPENING.indexOf(c) >= 0) {
            opened = depth++ == 0 ? line : opened;
        } else if (CLOSING.indexOf(c) >= 0) {
            depth = Math.max(0, depth - 1);
        }
        int end = at + 1;
        while (OPERATORS.indexOf(c) >= 0 && end < source.length() && OPERATORS.indexOf(source.charAt(end)) >= 0) {
            end++;
        }
        add(Kind.SIGN, at, end);
    }

    private void add(Kind kind, int begin, int end) {
        statement.add(new PythonToken(kind, source.substring(begin, end), begin, end, line));
        at = end;
    }

    /** Goes behind a string, which begins here with its prefix. */
    private void string(String prefix) {
        int begin = at;
        int first = line;
        at += prefix.length();
        String quote = source.substring(at, at + 1);
        quote = source.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
        at += quote.length();
        StringBuilder value = new StringBuilder();
        boolean closed = closed(quote, prefix.contains("r"), value);
        if (!closed) {
            breaks(first, "the string that begins here is never closed");
        }
        boolean other = !closed
                || prefix.contains("b")
                || ((prefix.contains("f") || prefix.contains("t")) && value.indexOf("{") >= 0);
        Kind kind = other ? Kind.OTHER_STRING : Kind.STRING;
        statement.add(new PythonToken(kind, value.toString(), begin, at, first));
    }

    private boolean closed(String quote, boolean raw, StringBuilder value) {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (source.startsWith(quote, at)) {
                at += quote.length();
                return true;
            }
            if (c == '\n' && quote.length() == 1) {
                return false;
            }
            if (c == '\\' && at + 1 < source.length()) {
                escape(raw, value);
            } else {
                value.append(c);
                pass(c);
            }
        }
        return false;
    }

    /** Escapes that no name holds are left as they are written. */
    private void escape(boolean raw, StringBuilder value) {
        char escaped = source.charAt(at + 1);
        boolean itself = escaped == '\\' || escaped == '\'' || escaped == '"';
        if (raw || (!itself && escaped != '\n')) {
            value.append('\\');
        }
        if (raw || escaped != '\n') {
            value.append(escaped);
        }
        at++;
        pass(escaped);
    }

    private void pass(char c) {
        if (c == '\n') {
            newLine();
        } else {
            at++;
        }
    }

    private void breaks(int where, String sentence) {
        if (broken.isEmpty()) {
            broken = Optional.of(new Broken(where, sentence));
        }
    }
}
