package io.emcee.script;

import io.emcee.script.IndexAction.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code CREATE [UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON [ONLY] [schema.]table ...} and {@code
 * DROP INDEX [CONCURRENTLY] [IF EXISTS] [schema.]name [CASCADE | RESTRICT]}.
 */
final class IndexStatement {
    /** A name with the schema before it, if any. */
    private record Path(Optional<String> schema, String name) {}

    private final List<Token> tokens;
    private int at;

    private IndexStatement(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The index of a statement; empty when it is another one, names no index or drops several. */
    static Optional<IndexAction> read(String sql) {
        IndexStatement statement = new IndexStatement(Lexer.tokens(sql));
        return statement.skip("DROP", "INDEX") ? statement.dropped() : statement.created();
    }

    private Optional<IndexAction> dropped() {
        skip("CONCURRENTLY");
        skip("IF", "EXISTS");
        Optional<Path> index = path();
        boolean last = skip("CASCADE") || skip("RESTRICT") || at == tokens.size();
        return index.filter(path -> last)
                .map(path -> new IndexAction(Kind.DROP, path.schema(), path.name(), Optional.empty()));
    }

    private Optional<IndexAction> created() {
        if (!(skip("CREATE", "INDEX") || skip("CREATE", "UNIQUE", "INDEX"))) {
            return Optional.empty();
        }
        skip("CONCURRENTLY");
        skip("IF", "NOT", "EXISTS");
        Optional<String> index = next("ON") ? Optional.empty() : name();
        if (index.isEmpty() || !skip("ON")) {
            return Optional.empty();
        }
        skip("ONLY");
        return path().map(
                        table -> new IndexAction(Kind.CREATE, table.schema(), index.get(), Optional.of(table.name())));
    }

    private Optional<Path> path() {
        Optional<String> schema = Optional.empty();
        Optional<String> name = name();
        while (name.isPresent() && at < tokens.size() && tokens.get(at).is('.')) {
            at++;
            schema = name;
            name = name();
        }
        Optional<String> owner = schema;
        return name.map(last -> new Path(owner, last));
    }

    private Optional<String> name() {
        return at < tokens.size() ? tokens.get(at++).name() : Optional.empty();
    }

    /** Goes behind some words when they all come next. */
    private boolean skip(String... words) {
        boolean found = next(words);
        at += found ? words.length : 0;
        return found;
    }

    private boolean next(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }
}
