package io.emcee.engine;

import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import io.emcee.script.Part;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes rows into the histories that nothing runs for, as Flyway would with {@code skipExecutingMigrations}: it takes a
 * run for each branch, and half a minute for thousands of revisions, where this is one statement a branch in the caller's
 * transaction.
 */
final class Histories {
    private final Connection connection;
    private final RevisionSet set;
    private final Actor actor;

    Histories(Connection connection, RevisionSet set, Actor actor) {
        this.connection = connection;
        this.set = set;
        this.actor = actor;
    }

    /** Records every part of some revisions, parents first. */
    void record(List<RevisionId> revisions) throws SQLException {
        for (Phase phase : Phase.values()) {
            List<Script> scripts = revisions.stream()
                    .map(set::script)
                    .filter(script -> script.revision().phase() == phase)
                    .toList();
            if (!scripts.isEmpty()) {
                record(phase, scripts);
            }
        }
    }

    private void record(Phase phase, List<Script> scripts) throws SQLException {
        List<String> versions = new ArrayList<>();
        List<String> descriptions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Integer> checksums = new ArrayList<>();
        for (Script script : scripts) {
            for (Part part : script.parts()) {
                versions.add(script.version(part));
                descriptions.add(script.id().text().replace('_', ' '));
                names.add(
                        HistoryRow.scriptName(script.version(part), script.id().text()));
                checksums.add(script.checksum(part));
            }
        }
        String history = "emcee." + StateSchema.history(phase);
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO %1$s (installed_rank, version, description, type, script, checksum, installed_by,
                    execution_time, success)
                SELECT (SELECT coalesce(max(installed_rank), 0) FROM %1$s) + n, version, description, 'SQL', script,
                    checksum, ?, 0, true
                FROM unnest(?::text[], ?::text[], ?::text[], ?::integer[])
                    WITH ORDINALITY AS rows (version, description, script, checksum, n)
                """.formatted(history))) {
            insert.setString(1, actor.toString());
            int next = 2;
            for (List<?> column : Arrays.<List<?>>asList(versions, descriptions, names, checksums)) {
                String type = column == checksums ? "integer" : "text";
                insert.setArray(next++, connection.createArrayOf(type, column.toArray()));
            }
            insert.executeUpdate();
        }
    }
}
