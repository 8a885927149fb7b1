package io.emcee.script;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One SQL statement of a file.
 *
 * @param sql the text as written, with the comments before and in it, without the closing semicolon
 * @param words its key words and plain names in upper case, without literals, quoted names and comments
 * @param line where it begins in the file, from 1
 */
public record Statement(String sql, List<String> words, int line) {
    private static final Set<String> NOT_COLUMNS = Set.of("CONSTRAINT", "DEFAULT", "NOT", "EXPRESSION", "IDENTITY");

    public Statement {
        words = List.copyOf(words);
    }

    /**
     * Whether it may share a transaction with others. False for what PostgreSQL refuses inside one, and for {@code
     * VALIDATE CONSTRAINT}, whose scan would keep the locks of its neighbours.
     */
    public boolean transactional() {
        return !(begins("VACUUM")
                || begins("CREATE", "DATABASE")
                || begins("DROP", "DATABASE")
                || begins("CREATE", "TABLESPACE")
                || begins("DROP", "TABLESPACE")
                || begins("ALTER", "SYSTEM")
                || concurrentIndex()
                || (begins("REINDEX") && (words.contains("CONCURRENTLY") || ofManyTables()))
                || words.equals(List.of("CLUSTER"))
                || (begins("ALTER") && has("VALIDATE", "CONSTRAINT"))
                || (begins("ALTER", "TABLE") && has("DETACH", "PARTITION") && words.contains("CONCURRENTLY")));
    }

    private boolean ofManyTables() {
        return words.contains("SCHEMA") || words.contains("DATABASE") || words.contains("SYSTEM");
    }

    /**
     * Whether others read and write the table while this statement waits and works: one {@code CONCURRENTLY}, or nothing
     * but {@code ALTER TABLE ... VALIDATE CONSTRAINT}. False also for those of which it is not known.
     */
    public boolean letsClientsPass() {
        return concurrentIndex()
                || ((begins("REINDEX") || has("DETACH", "PARTITION")) && words.contains("CONCURRENTLY"))
                || (begins("ALTER", "TABLE") && has("VALIDATE", "CONSTRAINT") && oneAction());
    }

    /** The strongest lock of several actions is that of all. */
    private boolean oneAction() {
        return Lexer.tokens(sql).stream().noneMatch(token -> token.is(','));
    }

    /** The statements of a text that PostgreSQL itself has written, such as a dump. */
    public static List<Statement> all(String sql) {
        return Splitter.parts(sql, 1, (line, problem) -> {}).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** {@code CREATE INDEX CONCURRENTLY} and {@code DROP INDEX CONCURRENTLY}. */
    boolean concurrentIndex() {
        return has("INDEX", "CONCURRENTLY") && (begins("CREATE") || begins("DROP", "INDEX"));
    }

    /** Whether it names the place of a batch's range, outside of literals and comments. */
    boolean batched() {
        return words.contains("BATCH")
                && Lexer.tokens(sql).stream()
                        .anyMatch(token -> token.is('{') && sql.startsWith(DataMigration.BATCH, token.begin()));
    }

    /**
     * Whether rows or values are gone after it, or may be: a table, a column or what holds them is dropped or emptied.
     * What a DO block or a function does is not seen.
     */
    public boolean dropsData() {
        return begins("TRUNCATE")
                || begins("DELETE")
                || (begins("WITH") && has("DELETE", "FROM"))
                || dropsObject()
                || (begins("ALTER", "TYPE") && has("DROP", "ATTRIBUTE"))
                || (alters("TABLE") && dropsColumn());
    }

    private boolean dropsObject() {
        return begins("DROP", "TABLE")
                || begins("DROP", "FOREIGN", "TABLE")
                || begins("DROP", "SCHEMA")
                || begins("DROP", "DATABASE")
                || begins("DROP", "OWNED")
                || ((begins("DROP", "TYPE") || begins("DROP", "DOMAIN") || begins("DROP", "EXTENSION"))
                        && words.contains("CASCADE"));
    }

    private boolean alters(String what) {
        return begins("ALTER", what) || begins("ALTER", "FOREIGN", what);
    }

    /** {@code DROP [COLUMN] name}, but not DROP CONSTRAINT, DROP DEFAULT, DROP NOT NULL, DROP EXPRESSION, DROP IDENTITY. */
    private boolean dropsColumn() {
        for (int i = 0; i < words.size(); i++) {
            String dropped = i + 1 < words.size() ? words.get(i + 1) : "";
            if (words.get(i).equals("DROP") && !NOT_COLUMNS.contains(dropped)) {
                return true;
            }
        }
        return false;
    }

    /** The index that the statement builds or drops; empty when it is about something else, or names none or several. */
    public Optional<IndexAction> index() {
        return IndexStatement.read(sql);
    }

    /** The partition that the statement detaches {@code CONCURRENTLY}; empty when it does something else. */
    public Optional<DetachAction> detached() {
        return DetachStatement.read(sql);
    }

    /** Whether the statement's words begin with these. */
    public boolean begins(String... start) {
        return words.size() >= start.length && words.subList(0, start.length).equals(List.of(start));
    }

    /** Whether these words stand in a row anywhere in the statement. */
    public boolean has(String... row) {
        return Collections.indexOfSubList(words, List.of(row)) >= 0;
    }
}
