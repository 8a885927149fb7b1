package io.emcee.engine;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.SqlState;
import io.emcee.revision.Phase;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The table in which Alembic keeps what is applied: the revisions that no other applied one builds on. Alembic knows no
 * migrate revisions.
 *
 * @param schema where the table is
 */
record AlembicVersion(String schema) {
    static final String NAME = "alembic_version";

    /** The rows that Alembic would have, in order of text; empty when nothing is applied. */
    static List<String> rows(RevisionGraph graph, Set<RevisionId> applied) {
        Set<RevisionId> built = new HashSet<>();
        applied.stream()
                .map(graph::revision)
                .filter(AlembicVersion::known)
                .forEach(revision -> revision.parents().forEach(built::add));
        return applied.stream()
                .filter(id -> known(graph.revision(id)) && !built.contains(id))
                .map(RevisionId::text)
                .sorted()
                .toList();
    }

    private static boolean known(Revision revision) {
        return revision.phase() != Phase.MIGRATE;
    }

    /** What the table holds, in order of text; empty when there is no such table. */
    Optional<List<String>> read(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT version_num FROM " + table() + " ORDER BY 1")) {
            return Optional.of(texts(rows));
        } catch (SQLException failed) {
            if (SqlState.UNDEFINED_TABLE.in(failed)) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** Makes the table as Alembic does, where there is none. */
    void create(Connection connection) throws SQLException {
        try (Statement create = connection.createStatement()) {
            create.execute("CREATE TABLE IF NOT EXISTS " + table()
                    + " (version_num varchar(32) CONSTRAINT alembic_version_pkc PRIMARY KEY)");
        }
    }

    /**
     * Moves the table on, in the caller's transaction.
     *
     * @param from what it must hold
     * @throws DriftFound when it holds something else; the caller's transaction must then be rolled back
     */
    void move(Connection connection, List<String> from, List<String> to) throws SQLException {
        List<String> found = clear(connection);
        if (!found.equals(from)) {
            throw new DriftFound(moved(found, from));
        }
        write(connection, to);
    }

    /** What to say of a table that another tool has moved; {@code found} is empty when the table is empty or gone. */
    static String moved(List<String> found, List<String> expected) {
        return "The table \"" + NAME + "\" says " + words(found) + " where emcee left " + words(expected)
                + ": another tool has moved it; look at what it did with: emcee db version_control --dry-run";
    }

    private static String words(List<String> rows) {
        return rows.isEmpty() ? "nothing" : String.join(", ", rows);
    }

    private List<String> clear(Connection connection) throws SQLException {
        try (Statement delete = connection.createStatement();
                ResultSet rows = delete.executeQuery("DELETE FROM " + table() + " RETURNING version_num")) {
            return texts(rows).stream().sorted().toList();
        }
    }

    private void write(Connection connection, List<String> rows) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table() + " (version_num) VALUES (?)")) {
            for (String row : rows) {
                insert.setString(1, row);
                insert.executeUpdate();
            }
        }
    }

    private String table() {
        return Identifier.quote(schema) + "." + NAME;
    }

    private static List<String> texts(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }
}
