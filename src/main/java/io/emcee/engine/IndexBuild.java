package io.emcee.engine;

import io.emcee.catalog.QualifiedName;
import io.emcee.script.IndexAction;
import io.emcee.script.Statement;
import io.emcee.script.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An index that a statement builds.
 *
 * @param columns an expression stands as the empty text
 */
record IndexBuild(QualifiedName name, QualifiedName table, List<String> columns) {
    IndexBuild {
        columns = List.copyOf(columns);
    }

    /** @param schema where names without one are looked for */
    static Optional<IndexBuild> of(Statement statement, String schema) {
        return statement
                .index()
                .filter(index -> index.kind() == IndexAction.Kind.CREATE)
                .map(index -> new IndexBuild(
                        new QualifiedName(index.schema().orElse(schema), index.name()),
                        new QualifiedName(
                                index.schema().orElse(schema), index.table().orElseThrow()),
                        columns(Token.all(statement.sql()))));
    }

    /** What stands in the first parentheses, and in those after INCLUDE. */
    private static List<String> columns(List<Token> tokens) {
        List<String> columns = new ArrayList<>();
        boolean first = true;
        boolean listed = false;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is('(') && depth++ == 0) {
                listed = first || tokens.get(i - 1).is("INCLUDE");
                first = false;
            } else if (token.is(')')) {
                depth--;
            }
            if (listed && depth == 1 && (token.is('(') || token.is(','))) {
                columns.add(column(tokens, i + 1));
            }
        }
        return columns;
    }

    private static String column(List<Token> tokens, int at) {
        boolean called = at + 1 < tokens.size() && tokens.get(at + 1).is('(');
        return called ? "" : tokens.get(at).name().orElse("");
    }
}
