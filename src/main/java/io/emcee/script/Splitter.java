package io.emcee.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts SQL into statements as psql does: at semicolons outside of literals, quoted names, dollar quotes, comments,
 * parentheses and SQL-standard function bodies (manual, sections 4.1 and "CREATE FUNCTION").
 */
final class Splitter {
    private static final Pattern DOLLAR = Pattern.compile("\\$([A-Za-z_\\x80-\\uffff][A-Za-z0-9_\\x80-\\uffff]*)?\\$");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_\\x80-\\uffff][A-Za-z0-9_$\\x80-\\uffff]*");

    private final String sql;
    private final int firstLine;
    private final BiConsumer<Integer, String> problem;
    private final List<Statement> statements = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private int at;
    private int start;
    private int content = -1;
    private int parentheses;
    private int bodies;

    private Splitter(String sql, int firstLine, BiConsumer<Integer, String> problem) {
        this.sql = sql;
        this.firstLine = firstLine;
        this.problem = problem;
    }

    /**
     * The statements of a text.
     *
     * @param firstLine the line of the file at which the text begins
     * @param problem told the line and what is wrong, such as a quote that never ends
     */
    static List<Statement> split(String sql, int firstLine, BiConsumer<Integer, String> problem) {
        Splitter splitter = new Splitter(sql, firstLine, problem);
        splitter.run();
        return splitter.statements;
    }

    private void run() {
        while (at < sql.length()) {
            step();
        }
        close();
    }

    private void step() {
        char c = sql.charAt(at);
        if (c == '-' && sql.startsWith("--", at)) {
            skipTo(sql.indexOf('\n', at), 0);
        } else if (c == '/' && sql.startsWith("/*", at)) {
            comment();
        } else if (Character.isWhitespace(c)) {
            at++;
        } else if (c == ';' && parentheses == 0 && bodies == 0) {
            close();
            at++;
            start = at;
        } else {
            mark();
            token(c);
        }
    }

    private void token(char c) {
        if (c == '\'') {
            quoted('\'', escapes());
        } else if (c == '"') {
            quoted('"', false);
        } else if (c == '$' && dollarQuote()) {
            return;
        } else if (c == '\\') {
            problem.accept(line(at), "psql's backslash commands cannot be run here; write SQL");
            skipTo(sql.indexOf('\n', at), 0);
        } else if (Character.isLetter(c) || c == '_') {
            word();
        } else {
            parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
    }

    /** {@code E'...'} knows backslash escapes; the word before the quote tells. */
    private boolean escapes() {
        boolean prefixed = at > 0 && (sql.charAt(at - 1) == 'E' || sql.charAt(at - 1) == 'e');
        return prefixed && (at < 2 || !Character.isLetterOrDigit(sql.charAt(at - 2)));
    }

    private void quoted(char quote, boolean backslash) {
        int open = at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\' && backslash) {
                at++;
            } else if (c == quote) {
                if (at < sql.length() && sql.charAt(at) == quote) {
                    at++;
                } else {
                    return;
                }
            }
        }
        at = sql.length();
        problem.accept(line(open), "the quote " + quote + " that opens here is never closed");
    }

    private boolean dollarQuote() {
        Matcher opening = DOLLAR.matcher(sql).region(at, sql.length());
        if (!opening.lookingAt()) {
            return false;
        }
        int end = sql.indexOf(opening.group(), opening.end());
        if (end < 0) {
            problem.accept(line(at), "the quote " + opening.group() + " that opens here is never closed");
        }
        skipTo(end, opening.group().length());
        return true;
    }

    private void comment() {
        int open = at;
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
        if (depth > 0) {
            problem.accept(line(open), "the comment that opens here is never closed");
        }
    }

    private void word() {
        Matcher word = WORD.matcher(sql).region(at, sql.length());
        if (!word.lookingAt()) {
            at++;
            return;
        }
        at = word.end();
        words.add(word.group().toUpperCase(Locale.ROOT));
        body();
    }

    /** {@code BEGIN ATOMIC ... END} of a function holds semicolons of its own; CASE ends with END as well. */
    private void body() {
        String last = words.get(words.size() - 1);
        boolean atomic = last.equals("ATOMIC")
                && words.size() > 1
                && words.get(words.size() - 2).equals("BEGIN");
        if (atomic && words.get(0).equals("CREATE")) {
            bodies++;
        } else if (bodies > 0 && last.equals("CASE")) {
            bodies++;
        } else if (bodies > 0 && last.equals("END")) {
            bodies--;
        }
    }

    private void mark() {
        if (content < 0) {
            content = at;
        }
    }

    private void close() {
        if (content >= 0) {
            statements.add(new Statement(sql.substring(start, at).strip(), words, line(content)));
        }
        words.clear();
        content = -1;
        parentheses = 0;
    }

    private void skipTo(int end, int length) {
        at = end < 0 ? sql.length() : end + length;
    }

    private int line(int position) {
        return firstLine
                + (int) sql.substring(0, position)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
