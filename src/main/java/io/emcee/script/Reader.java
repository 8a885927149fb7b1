package io.emcee.script;

import java.util.List;
import java.util.Optional;

/** Goes through the tokens of a statement. */
final class Reader {
    private final String sql;
    private final List<Token> tokens;
    private int at;

    Reader(String sql) {
        this.sql = sql;
        this.tokens = Lexer.tokens(sql);
    }

    /** Goes behind a name with the schema before it, if any. */
    Optional<ObjectName> path() {
        Optional<String> schema = Optional.empty();
        Optional<String> name = name();
        while (name.isPresent() && at < tokens.size() && tokens.get(at).is('.')) {
            at++;
            schema = name;
            name = name();
        }
        Optional<String> owner = schema;
        return name.map(last -> new ObjectName(owner, last));
    }

    /** Goes behind a single name. */
    Optional<String> name() {
        return end() ? Optional.empty() : tokens.get(at++).name();
    }

    /** Goes behind some words when they all come next. */
    boolean skip(String... words) {
        boolean found = next(words);
        at += found ? words.length : 0;
        return found;
    }

    boolean next(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean end() {
        return at == tokens.size();
    }

    /** What follows, as it is written. */
    String rest() {
        return end() ? "" : sql.substring(tokens.get(at).begin());
    }
}
