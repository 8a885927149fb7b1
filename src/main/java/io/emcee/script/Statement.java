package io.emcee.script;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One SQL statement of a file.
 *
 * @param sql the text as written, comments included, without the closing semicolon
 * @param words its key words and plain names in upper case, without literals, quoted names and comments
 * @param line where it begins in the file, from 1
 */
public record Statement(String sql, List<String> words, int line) {
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
                || (begins("CREATE") && has("INDEX", "CONCURRENTLY"))
                || (begins("DROP", "INDEX") && has("INDEX", "CONCURRENTLY"))
                || (begins("REINDEX") && words.contains("CONCURRENTLY"))
                || (begins("ALTER") && has("VALIDATE", "CONSTRAINT"))
                || (begins("ALTER", "TABLE") && has("DETACH", "PARTITION") && words.contains("CONCURRENTLY")));
    }

    /** The index that the statement builds or drops; empty when it is about something else, or names none or several. */
    public Optional<IndexAction> index() {
        return IndexStatement.read(sql);
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
