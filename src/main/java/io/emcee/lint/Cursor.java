package io.emcee.lint;

import io.emcee.script.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Goes over the tokens of a statement; what is not there but must be ends the reading with {@link NotUnderstood}. */
final class Cursor {
    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean atEnd() {
        return at == tokens.size();
    }

    /** Whether these words come next. */
    boolean at(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean at(char symbol) {
        return !atEnd() && tokens.get(at).is(symbol);
    }

    /** Goes behind these words when they all come next. */
    boolean skip(String... words) {
        boolean found = at(words);
        at += found ? words.length : 0;
        return found;
    }

    boolean skip(char symbol) {
        boolean found = at(symbol);
        at += found ? 1 : 0;
        return found;
    }

    void expect(String... words) {
        if (!skip(words)) {
            throw missing(String.join(" ", words));
        }
    }

    /** The next key word in upper case; empty for anything else. */
    String word() {
        return !atEnd() && tokens.get(at).kind() == Token.Kind.WORD
                ? tokens.get(at).text().toUpperCase(Locale.ROOT)
                : "";
    }

    Token next() {
        if (atEnd()) {
            throw missing("more");
        }
        return tokens.get(at++);
    }

    String identifier() {
        Token token = next();
        return token.name().orElseThrow(() -> new NotUnderstood("no name at \"" + token.text() + "\""));
    }

    /** {@code [[database.]schema.]name}. */
    Name name() {
        String name = identifier();
        Optional<String> schema = Optional.empty();
        while (skip('.')) {
            schema = Optional.of(name);
            name = identifier();
        }
        return new Name(schema, name);
    }

    /** Names with commas between them. */
    List<Name> names() {
        List<Name> names = new ArrayList<>();
        do {
            skip("ONLY");
            names.add(name());
            skip('*');
        } while (skip(','));
        return names;
    }

    /** What stands between parentheses that open here. */
    Cursor group() {
        if (!at('(')) {
            throw missing("(");
        }
        int depth = 0;
        int begin = at + 1;
        do {
            Token token = next();
            depth += token.is('(') ? 1 : token.is(')') ? -1 : 0;
        } while (depth > 0);
        return new Cursor(tokens.subList(begin, at - 1));
    }

    /** The names of a list in parentheses. */
    List<String> columns() {
        return group().list().stream().map(Cursor::identifier).toList();
    }

    /** The pieces of all that follows, cut at commas outside of parentheses. */
    List<Cursor> list() {
        List<Cursor> pieces = new ArrayList<>();
        while (!atEnd()) {
            pieces.add(until(Set.of(), true));
            if (skip(',') && atEnd()) {
                throw missing("something after the comma");
            }
        }
        return pieces;
    }

    /** What follows up to one of these words outside of parentheses, or to the end. */
    Cursor until(String... words) {
        return until(Set.of(words), false);
    }

    private Cursor until(Set<String> words, boolean comma) {
        int begin = at;
        int depth = 0;
        while (!atEnd() && !(depth == 0 && (words.contains(word()) || (comma && at(','))))) {
            Token token = next();
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
        }
        return new Cursor(tokens.subList(begin, at));
    }

    private static boolean opens(Token token) {
        return token.is('(') || token.is('[');
    }

    private static boolean closes(Token token) {
        return token.is(')') || token.is(']');
    }

    /** What follows, without going there. */
    List<Token> rest() {
        return tokens.subList(at, tokens.size());
    }

    /** Whether these words stand in a row anywhere in what follows. */
    boolean has(String... words) {
        for (int i = at; i < tokens.size(); i++) {
            Cursor from = new Cursor(tokens.subList(i, tokens.size()));
            if (from.at(words)) {
                return true;
            }
        }
        return false;
    }

    /** Goes to the end; for what follows a piece that says it all. */
    void skipRest() {
        at = tokens.size();
    }

    void end() {
        if (!atEnd()) {
            throw new NotUnderstood("unknown at \"" + tokens.get(at).text() + "\"");
        }
    }

    private NotUnderstood missing(String what) {
        return new NotUnderstood(
                atEnd()
                        ? "the end where " + what + " is expected"
                        : "\"" + tokens.get(at).text() + "\" where " + what + " is expected");
    }
}
