package io.emcee.rehearsal;

import static java.util.stream.Collectors.toSet;

import io.emcee.lint.LockMode;
import io.emcee.lint.Name;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables, views and sequences of a copy at one moment, by oid; some of them may be gone afterwards.
 *
 * @param known without those of PostgreSQL itself and of emcee
 */
record Relations(Map<Long, Relation> known) {
    /**
     * One of them.
     *
     * @param file the number of the file that holds its rows; 0 when it has none
     * @param sequence many statements lock the sequences of a column, which nobody waits for long
     */
    record Relation(Name name, long file, boolean sequence) {}

    private static final String QUERY = """
            SELECT c.oid, n.nspname, c.relname, c.relkind = 'S', coalesce(pg_relation_filenode(c.oid), 0)
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
                AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'emcee')
            """;

    static Relations read(Connection connection, String schema) throws SQLException {
        Map<Long, Relation> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(QUERY);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Optional<String> other = Optional.of(row.getString(2)).filter(name -> !name.equals(schema));
                known.put(
                        row.getLong(1),
                        new Relation(new Name(other, row.getString(3)), row.getLong(5), row.getBoolean(4)));
            }
        }
        return new Relations(known);
    }

    Set<Long> sequences() {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().sequence())
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** The files of those that have one. */
    Map<Long, Long> files() {
        Map<Long, Long> files = new HashMap<>();
        known.forEach((oid, relation) -> files.put(oid, relation.file()));
        return files;
    }

    /** Whether a table of that name is among them, in any schema: the server's messages name none. */
    boolean has(String name) {
        return known.values().stream()
                .anyMatch(relation -> relation.name().name().equals(name));
    }

    /** The strongest of some locks on each. */
    Map<Name, LockMode> strongest(Map<Long, ? extends Collection<LockMode>> locks, Collection<Name> sequences) {
        Map<Name, LockMode> strongest = new HashMap<>();
        locks.forEach((oid, modes) -> Optional.ofNullable(known.get(oid))
                .filter(relation -> !relation.sequence() || sequences.contains(relation.name()))
                .ifPresent(relation -> modes.stream()
                        .max(LockMode::compareTo)
                        .ifPresent(mode -> strongest.put(relation.name(), mode))));
        return strongest;
    }
}
