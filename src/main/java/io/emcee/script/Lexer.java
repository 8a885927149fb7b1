package io.emcee.script;

import io.emcee.script.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts SQL into tokens as PostgreSQL's own scanner does (manual, section 4.1). */
final class Lexer {
    private static final String SPACE = " \t\n\r\f\u000b";
    private static final Pattern WORD = Pattern.compile("[A-Za-z_[^\\x00-\\x7F]][A-Za-z0-9_$[^\\x00-\\x7F]]*+");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9A-Za-z_]*+");
    private static final Pattern DOLLAR =
            Pattern.compile("\\$(?:[A-Za-z_[^\\x00-\\x7F]][A-Za-z0-9_[^\\x00-\\x7F]]*+)?\\$");
    private static final Pattern QUOTE = Pattern.compile("[EeNnBbXx]?'|[Uu]&['\"]|\"");
    /** A literal goes on after white space with a line break in it. */
    private static final Pattern CONTINUED = Pattern.compile(
            "(?:[ \\t\\f\\x0B]++|--[^\\n\\r]*+)*+[\\n\\r](?:[ \\t\\n\\r\\f\\x0B]++|--[^\\n\\r]*+[\\n\\r])*+'");

    private final String sql;
    private final BiConsumer<Integer, String> problem;
    private int at;
    private int line;
    private int counted;

    /**
     * Begins at the start of a text.
     *
     * @param firstLine the line of the file at which the text begins
     * @param problem told the line and what is wrong, such as a quote that never ends
     */
    Lexer(String sql, int firstLine, BiConsumer<Integer, String> problem) {
        this.sql = sql;
        this.line = firstLine;
        this.problem = problem;
    }

    /** The tokens of SQL that was read before, without its comments. */
    static List<Token> tokens(String sql) {
        Lexer lexer = new Lexer(sql, 1, (line, sentence) -> {});
        List<Token> tokens = new ArrayList<>();
        for (Optional<Token> next = lexer.next(); next.isPresent(); next = lexer.next()) {
            next.filter(token -> token.kind() != Kind.COMMENT).ifPresent(tokens::add);
        }
        return tokens;
    }

    /** The next token; empty at the end. */
    Optional<Token> next() {
        while (at < sql.length() && SPACE.indexOf(sql.charAt(at)) >= 0) {
            at++;
        }
        if (at == sql.length()) {
            return Optional.empty();
        }
        int begin = at;
        countLines();
        Kind kind = scan();
        return Optional.of(new Token(kind, sql.substring(begin, at), begin, line));
    }

    private void countLines() {
        for (; counted < at; counted++) {
            line += sql.charAt(counted) == '\n' ? 1 : 0;
        }
    }

    /** Moves behind the token that begins here. */
    private Kind scan() {
        if (sql.startsWith("--", at)) {
            return endAt(sql.indexOf('\n', at), Kind.COMMENT);
        }
        if (sql.startsWith("/*", at)) {
            return comment();
        }
        Matcher here = matcher(QUOTE);
        if (here.lookingAt()) {
            return quoted(here.group());
        }
        if (here.usePattern(DOLLAR).lookingAt()) {
            return dollarQuoted(here.group());
        }
        if (here.usePattern(WORD).lookingAt()) {
            return endAt(here.end(), Kind.WORD);
        }
        if (here.usePattern(NUMBER).lookingAt()) {
            return endAt(here.end(), Kind.LITERAL);
        }
        return symbol();
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(sql).region(at, sql.length());
    }

    private Kind quoted(String opening) {
        char quote = opening.charAt(opening.length() - 1);
        boolean escapes = opening.equalsIgnoreCase("E'");
        int from = at;
        at += opening.length();
        boolean closed = close(quote, escapes);
        while (closed && escapes && matcher(CONTINUED).lookingAt()) {
            at = sql.indexOf('\'', at) + 1;
            closed = close(quote, true);
        }
        if (!closed) {
            problem.accept(
                    line,
                    "the quote " + sql.substring(from, from + opening.length())
                            + " that opens here is never closed; close it");
        }
        return quote == '"' ? Kind.QUOTED_NAME : Kind.LITERAL;
    }

    /** Moves behind the closing quote, if there is one. A doubled quote stands for itself. */
    private boolean close(char quote, boolean escapes) {
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            boolean pair = c == quote && at < sql.length() && sql.charAt(at) == quote;
            if (c == quote && !pair) {
                return true;
            }
            at += pair || (escapes && c == '\\') ? 1 : 0;
        }
        at = sql.length();
        return false;
    }

    private Kind dollarQuoted(String quote) {
        int end = sql.indexOf(quote, at + quote.length());
        if (end < 0) {
            problem.accept(line, "the quote " + quote + " that opens here is never closed; close it");
        }
        return endAt(end < 0 ? end : end + quote.length(), Kind.LITERAL);
    }

    private Kind comment() {
        int depth = 0;
        do {
            int step = sql.startsWith("/*", at) ? 1 : sql.startsWith("*/", at) ? -1 : 0;
            depth += step;
            at += step == 0 ? 1 : 2;
        } while (depth > 0 && at < sql.length());
        if (depth > 0) {
            problem.accept(line, "the comment /* that opens here is never closed; close it");
        }
        return Kind.COMMENT;
    }

    private Kind symbol() {
        if (sql.charAt(at) == '\\') {
            problem.accept(line, "psql's backslash commands cannot be run here; write SQL");
            return endAt(sql.indexOf('\n', at), Kind.COMMENT);
        }
        return endAt(at + 1, Kind.SYMBOL);
    }

    private Kind endAt(int end, Kind kind) {
        at = end < 0 ? sql.length() : end;
        return kind;
    }
}
