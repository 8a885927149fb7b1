package io.emcee.script;

import io.emcee.script.IndexAction.Kind;
import java.util.Optional;

/**
 * Reads {@code CREATE [UNIQUE] INDEX [CONCURRENTLY] [[IF NOT EXISTS] name] ON [ONLY] [schema.]table ...} and {@code
 * DROP INDEX [CONCURRENTLY] [IF EXISTS] [schema.]name [CASCADE | RESTRICT]}.
 */
final class IndexStatement {
    private final Reader reader;

    private IndexStatement(Reader reader) {
        this.reader = reader;
    }

    /** The index of a statement; empty when it is another one, names no index or drops several. */
    static Optional<IndexAction> read(String sql) {
        IndexStatement statement = new IndexStatement(new Reader(sql));
        return statement.reader.skip("DROP", "INDEX") ? statement.dropped() : statement.created();
    }

    private Optional<IndexAction> dropped() {
        reader.skip("CONCURRENTLY");
        reader.skip("IF", "EXISTS");
        Optional<ObjectName> index = reader.path();
        boolean last = reader.skip("CASCADE") || reader.skip("RESTRICT") || reader.end();
        return index.filter(path -> last)
                .map(path -> new IndexAction(Kind.DROP, path.schema(), path.name(), Optional.empty(), ""));
    }

    private Optional<IndexAction> created() {
        if (!(reader.skip("CREATE", "INDEX") || reader.skip("CREATE", "UNIQUE", "INDEX"))) {
            return Optional.empty();
        }
        reader.skip("CONCURRENTLY");
        reader.skip("IF", "NOT", "EXISTS");
        Optional<String> index = reader.next("ON") ? Optional.empty() : reader.name();
        if (index.isEmpty() || !reader.skip("ON")) {
            return Optional.empty();
        }
        reader.skip("ONLY");
        return reader.path().map(table -> created(index.get(), table));
    }

    private IndexAction created(String index, ObjectName table) {
        return new IndexAction(Kind.CREATE, table.schema(), index, Optional.of(table.name()), reader.rest());
    }
}
