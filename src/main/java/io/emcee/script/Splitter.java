package io.emcee.script;

import io.emcee.script.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Cuts SQL into parts, at lines {@code -- part}, and each part into statements as psql does: at semicolons outside of
 * literals, quoted names, comments, parentheses and SQL-standard function bodies (manual, "CREATE FUNCTION").
 */
final class Splitter {
    private static final Pattern PART = Pattern.compile("--\\s*part\\s*");

    private final String sql;
    private final Lexer lexer;
    private final BiConsumer<Integer, String> problem;
    private final List<List<Statement>> parts = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final Deque<Token> parentheses = new ArrayDeque<>();
    private final Deque<Token> bodies = new ArrayDeque<>();
    private List<Statement> statements = new ArrayList<>();
    private int start;

    private Splitter(String sql, int firstLine, BiConsumer<Integer, String> problem) {
        this.sql = sql;
        this.lexer = new Lexer(sql, firstLine, problem);
        this.problem = problem;
    }

    /**
     * The statements of each part of a text; at least one part, and any of them may be empty.
     *
     * @param firstLine the line of the file at which the text begins
     * @param problem told the line and what is wrong, such as a quote that never ends
     */
    static List<List<Statement>> parts(String sql, int firstLine, BiConsumer<Integer, String> problem) {
        return new Splitter(sql, firstLine, problem).parts();
    }

    /** Whether a line begins a part. */
    static boolean isPart(String line) {
        return PART.matcher(line).matches();
    }

    /** Whether a text can stand inside of another statement: whole, without a semicolon or a comment at its end. */
    static boolean isWhole(String sql) {
        List<String> faults = new ArrayList<>();
        List<List<Statement>> parts = parts(sql, 1, (line, fault) -> faults.add(fault));
        return faults.isEmpty()
                && parts.size() == 1
                && parts.get(0).stream().map(Statement::sql).toList().equals(List.of(sql.strip()));
    }

    private List<List<Statement>> parts() {
        for (Optional<Token> next = lexer.next(); next.isPresent(); next = lexer.next()) {
            take(next.get());
        }
        endPart(sql.length());
        return parts;
    }

    private void take(Token token) {
        if (token.kind() == Kind.COMMENT) {
            if (isPart(token.text()) && beginsLine(token)) {
                endPart(token.end());
            }
        } else if (token.is(';') && parentheses.isEmpty() && bodies.isEmpty()) {
            endStatement(token.end());
        } else {
            tokens.add(token);
            nest(token);
        }
    }

    private boolean beginsLine(Token token) {
        return token.begin() == 0 || sql.charAt(token.begin() - 1) == '\n';
    }

    private void nest(Token token) {
        if (token.is('(')) {
            parentheses.push(token);
        } else if (token.is(')') && parentheses.poll() == null) {
            problem.accept(token.line(), "the parenthesis that closes here was never opened; take it out");
        } else if (token.kind() == Kind.WORD) {
            words.add(token.text().toUpperCase(Locale.ROOT));
            body(token);
        }
    }

    /** {@code BEGIN ATOMIC ... END} of a function holds semicolons of its own; CASE ends with END as well. */
    private void body(Token token) {
        int count = words.size();
        boolean atomic = token.is("ATOMIC") && count > 1 && words.get(count - 2).equals("BEGIN");
        if (atomic || (!bodies.isEmpty() && token.is("CASE"))) {
            bodies.push(token);
        } else if (token.is("END")) {
            bodies.poll();
        }
    }

    private void endPart(int end) {
        endStatement(end);
        parts.add(statements);
        statements = new ArrayList<>();
    }

    /** The statement ends with its last token: a comment behind it would swallow the semicolon it is given later. */
    private void endStatement(int end) {
        if (!tokens.isEmpty()) {
            unclosed(parentheses, "the parenthesis that opens here is never closed; close it");
            unclosed(bodies, "what begins here is never closed; write END");
            int last = tokens.get(tokens.size() - 1).end();
            int line = tokens.get(0).line();
            statements.add(new Statement(sql.substring(start, last).strip(), words, line));
        }
        tokens.clear();
        words.clear();
        start = end;
    }

    private void unclosed(Deque<Token> open, String sentence) {
        if (!open.isEmpty()) {
            problem.accept(open.getLast().line(), sentence);
            open.clear();
        }
    }
}
