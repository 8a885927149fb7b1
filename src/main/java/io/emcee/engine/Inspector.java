package io.emcee.engine;

import io.emcee.backfill.Backfill;
import io.emcee.backfill.Work;
import io.emcee.catalog.Identifier;
import io.emcee.engine.DatabaseState.Adoptable;
import io.emcee.engine.DatabaseState.Controlled;
import io.emcee.engine.DatabaseState.Empty;
import io.emcee.engine.DatabaseState.Unknown;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.script.DataMigration;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import io.emcee.script.UnknownVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out what a database is. Only reads. */
final class Inspector {
    private final Connection connection;
    private final RevisionSet set;
    private final String schema;

    Inspector(Connection connection, RevisionSet set, String schema) {
        this.connection = connection;
        this.set = set;
        this.schema = schema;
    }

    /** The state by the histories alone: nothing pending is asked. */
    DatabaseState state() throws SQLException {
        if (set.alembic().isPresent()) {
            // Whatever emcee has recorded here, it was of another set.
            return uncontrolled();
        }
        Optional<Records> records = Records.read(connection);
        if (records.isEmpty()) {
            return uncontrolled();
        }
        checkSchema(records.get().schema());
        Progress progress = new Progress(graph(), records.get().applied(set), Set.of());
        List<String> drift = new ArrayList<>(records.get().drift(set));
        Optional<String> moved = alembicDrift(records.get(), progress);
        moved.ifPresent(drift::add);
        return new Controlled(records.get(), progress, drift, moved.isPresent());
    }

    /** Another tool may have gone on with a database that was its own. */
    private Optional<String> alembicDrift(Records records, Progress progress) throws SQLException {
        if (!records.adopted()) {
            return Optional.empty();
        }
        List<String> found = new AlembicVersion(schema).read(connection).orElse(List.of());
        List<String> expected = AlembicVersion.rows(graph(), progress.applied());
        return found.equals(expected) ? Optional.empty() : Optional.of(AlembicVersion.moved(found, expected));
    }

    private void checkSchema(String recorded) {
        if (!recorded.equals(schema)) {
            throw new StateUnusable("The histories of this database are those of its schema \"" + recorded
                    + "\", not of \"" + schema + "\"; name the schema: --schema " + recorded);
        }
    }

    /** The state with every open data migration asked whether rows are pending. */
    DatabaseState stateOfRows() throws SQLException {
        DatabaseState state = state();
        if (!(state instanceof Controlled controlled)) {
            return state;
        }
        Set<RevisionId> pending = pending(controlled.progress(), 1).keySet();
        Progress asked = new Progress(graph(), controlled.progress().applied(), pending);
        return new Controlled(controlled.records(), asked, controlled.drift(), controlled.moved());
    }

    /**
     * The rows pending in each open data migration that can be asked: its expand is applied and its closing contract is
     * not. Counted no further than {@code limit}; those without any are left out.
     */
    Map<RevisionId, Long> pending(Progress progress, long limit) throws SQLException {
        Map<RevisionId, Long> pending = new LinkedHashMap<>();
        for (RevisionId id : graph().byRelease()) {
            Optional<DataMigration> migration = set.script(id).migration();
            if (migration.isPresent() && askable(progress, id)) {
                long rows = Backfill.pending(connection, work(set.script(id), migration.get(), schema), limit);
                if (rows > 0) {
                    pending.put(id, rows);
                }
            }
        }
        return pending;
    }

    static Work work(Script script, DataMigration migration, String schema) {
        return new Work(
                script.id(),
                script.checksum(script.lastPart()),
                schema,
                migration.table(),
                migration.key(),
                migration.pending(),
                migration::statementFor);
    }

    private boolean askable(Progress progress, RevisionId id) {
        return progress.open(id) && graph().revision(id).dependsOn().stream().allMatch(progress.applied()::contains);
    }

    private RevisionGraph graph() {
        return set.graph();
    }

    private DatabaseState uncontrolled() throws SQLException {
        List<String> tables = tables();
        for (String table : List.of("alembic_version", "migrate_version")) {
            if (tables.contains(table)) {
                List<String> versions = versions(table);
                if (!versions.isEmpty()) {
                    return adoptable(table, versions);
                }
            }
        }
        tables.remove("alembic_version");
        return tables.isEmpty() ? new Empty(graph()) : new Unknown(graph(), tables.size());
    }

    /** The tables of the target's schema, without those of an extension. */
    private List<String> tables() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT c.relname
                FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname = ? AND c.relkind IN ('r', 'p')
                    AND NOT EXISTS (
                        SELECT FROM pg_depend AS d
                        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
                    )
                """)) {
            select.setString(1, schema);
            try (ResultSet rows = select.executeQuery()) {
                return texts(rows);
            }
        }
    }

    private List<String> versions(String table) throws SQLException {
        String column = table.equals("alembic_version") ? "version_num" : "version";
        try (Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("SELECT " + column + "::text FROM " + Identifier.quote(schema)
                        + "." + Identifier.quote(table) + " ORDER BY 1")) {
            return texts(rows);
        }
    }

    private static List<String> texts(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }

    private Adoptable adoptable(String table, List<String> versions) {
        Set<RevisionId> heads = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String version : versions) {
            Collection<RevisionId> known = resolve(version);
            heads.addAll(known);
            if (known.isEmpty()) {
                unknown.add(version);
            }
        }
        return new Adoptable(table, versions, unknown, new Progress(graph(), graph().closure(heads), Set.of()));
    }

    private Collection<RevisionId> resolve(String version) {
        try {
            return set.resolve(version);
        } catch (UnknownVersion unknown) {
            return List.of();
        }
    }
}
