package io.emcee.script;

import io.emcee.script.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tells what an expression stands for that consists of strings, {@code None}, names, sequences of these and sums of
 * these. Every other one is not resolved.
 */
final class PythonExpression {
    /** Nobody writes brackets deeper. */
    private static final int DEEP = 20;

    private static final int LONG = 60;

    private final String source;
    private final List<PythonToken> tokens;
    private final Function<List<String>, PythonValue> names;
    private int at;
    private int depth;

    private PythonExpression(String source, List<PythonToken> tokens, Function<List<String>, PythonValue> names) {
        this.source = source;
        this.tokens = tokens;
        this.names = names;
    }

    /**
     * The value of an expression.
     *
     * @param source of which the tokens are
     * @param names told the parts of a dotted name, answers what it stands for
     */
    static PythonValue value(String source, List<PythonToken> tokens, Function<List<String>, PythonValue> names) {
        PythonExpression expression = new PythonExpression(source, tokens, names);
        try {
            PythonValue value = expression.several("");
            return expression.at == tokens.size() ? value : expression.unresolved(0, tokens.size());
        } catch (NotUnderstood other) {
            return expression.unresolved(0, tokens.size());
        }
    }

    /** What stands before a closing sign, or before the end: one value, or several with commas. */
    private PythonValue several(String closing) throws NotUnderstood {
        int begin = at;
        List<PythonValue> values = new ArrayList<>();
        boolean comma = false;
        while (!ends(closing)) {
            values.add(sum());
            if (ends(closing)) {
                break;
            }
            expect(",");
            comma = true;
        }
        boolean one = values.size() == 1 && !comma && !closing.equals("]") && !closing.equals("}");
        return one ? values.get(0) : PythonValue.sequence(values, text(begin, at));
    }

    private boolean ends(String closing) {
        return at == tokens.size() || (!closing.isEmpty() && tokens.get(at).is(closing));
    }

    private PythonValue sum() throws NotUnderstood {
        int begin = at;
        PythonValue value = term();
        while (next("+")) {
            at++;
            value = value.plus(term(), text(begin, at));
        }
        return value;
    }

    private PythonValue term() throws NotUnderstood {
        if (at == tokens.size()) {
            throw new NotUnderstood();
        }
        PythonToken token = tokens.get(at);
        if (token.kind() == Kind.STRING) {
            return strings();
        }
        if (token.is("None")) {
            at++;
            return PythonValue.NONE;
        }
        return token.name() ? name() : bracket(token);
    }

    /** Strings that stand side by side are one. */
    private PythonValue strings() {
        int begin = at;
        StringBuilder text = new StringBuilder();
        while (at < tokens.size() && tokens.get(at).kind() == Kind.STRING) {
            text.append(tokens.get(at++).text());
        }
        return text.length() <= PythonValue.MOST ? PythonValue.text(text.toString()) : unresolved(begin, at);
    }

    private PythonValue name() throws NotUnderstood {
        int begin = at;
        List<String> parts = new ArrayList<>(List.of(tokens.get(at++).text()));
        while (next(".")) {
            at++;
            if (at == tokens.size() || !tokens.get(at).name()) {
                throw new NotUnderstood();
            }
            parts.add(tokens.get(at++).text());
        }
        PythonValue value = names.apply(parts);
        return value.resolved() ? value : unresolved(begin, at);
    }

    private PythonValue bracket(PythonToken opening) throws NotUnderstood {
        String closing = opening.is("(") ? ")" : opening.is("[") ? "]" : opening.is("{") ? "}" : "";
        if (closing.isEmpty() || depth == DEEP) {
            throw new NotUnderstood();
        }
        at++;
        depth++;
        PythonValue value = several(closing);
        expect(closing);
        depth--;
        return value;
    }

    private boolean next(String sign) {
        return at < tokens.size() && tokens.get(at).is(sign);
    }

    private void expect(String sign) throws NotUnderstood {
        if (!next(sign)) {
            throw new NotUnderstood();
        }
        at++;
    }

    private PythonValue unresolved(int from, int to) {
        return PythonValue.unresolved(text(from, to));
    }

    /** The source of some tokens, on one line and shortened. */
    private String text(int from, int to) {
        if (from >= to) {
            return "";
        }
        int begin = tokens.get(from).begin();
        int end = Math.min(tokens.get(to - 1).end(), begin + 10 * LONG);
        String text = source.substring(begin, end).replaceAll("\\s+", " ");
        return text.length() <= LONG ? text : text.substring(0, LONG) + "...";
    }

    /** What stands there is none of these. */
    private static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
