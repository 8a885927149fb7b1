package io.emcee.engine;

import static java.util.stream.Collectors.toSet;

import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import io.emcee.script.Part;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the four histories say. Immutable. */
public final class Records {
    private static final String QUERY = "SELECT v.*, h.* FROM (SELECT version AS schema_version, target_schema"
            + " FROM emcee.schema_version ORDER BY version DESC LIMIT 1) AS v LEFT JOIN ("
            + Arrays.stream(Phase.values())
                    .map(phase -> "SELECT '" + phase.word() + "' AS phase, * FROM emcee." + StateSchema.history(phase))
                    .collect(Collectors.joining(" UNION ALL "))
            + ") AS h ON TRUE ORDER BY h.phase, h.installed_rank";

    private final String schema;
    private final boolean adopted;
    private final List<HistoryRow> rows;
    private final Map<String, List<HistoryRow>> byRevision = new HashMap<>();

    private Records(String schema, boolean adopted, List<HistoryRow> rows) {
        this.schema = schema;
        this.adopted = adopted;
        this.rows = List.copyOf(rows);
        rows.forEach(row -> byRevision
                .computeIfAbsent(row.revision(), id -> new ArrayList<>())
                .add(row));
    }

    /** What a database without histories has. */
    static Records none() {
        return new Records("", false, List.of());
    }

    /**
     * Reads all four histories in one statement.
     *
     * @return empty when the database has none
     * @throws StateUnusable when the role may not read them, or a newer emcee wrote them
     */
    static Optional<Records> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(0);
            try (ResultSet rows = statement.executeQuery(QUERY)) {
                return Optional.of(of(connection, rows));
            }
        } catch (SQLException failed) {
            if (Failures.missing(failed) && !StateSchema.present(connection)) {
                return Optional.empty();
            }
            if (Failures.forbidden(failed)) {
                throw new StateUnusable(
                        "The role may not read the histories in schema \"emcee\" (" + Failures.words(failed)
                                + "); grant it USAGE on the schema and SELECT on its tables.",
                        failed);
            }
            throw failed;
        }
    }

    private static Records of(Connection connection, ResultSet rows) throws SQLException {
        List<HistoryRow> read = new ArrayList<>();
        String schema = "";
        int version = 0;
        while (rows.next()) {
            schema = rows.getString("target_schema");
            version = rows.getInt("schema_version");
            if (version > StateSchema.VERSION) {
                throw StateSchema.newer(version);
            }
            if (rows.getString("script") != null) {
                read.add(row(rows));
            }
        }
        boolean adopted = version >= StateSchema.ADOPTION && StateSchema.keepsAlembic(connection);
        return new Records(schema, adopted, read);
    }

    private static HistoryRow row(ResultSet row) throws SQLException {
        return new HistoryRow(
                Phase.of(row.getString("phase")),
                Objects.requireNonNullElse(row.getString("version"), ""),
                row.getString("script"),
                Optional.ofNullable(row.getObject("checksum", Integer.class)),
                row.getString("installed_by"),
                instant(row),
                Duration.ofMillis(row.getInt("execution_time")),
                row.getBoolean("success"));
    }

    private static Instant instant(ResultSet row) throws SQLException {
        return row.getObject("installed_on", LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /** The schema of the tables whose histories these are. */
    String schema() {
        return schema;
    }

    /** Whether another tool managed the database before, and its version is kept in step. */
    boolean adopted() {
        return adopted;
    }

    /** All rows, by phase and in the order in which they were written. */
    public List<HistoryRow> rows() {
        return rows;
    }

    /** The rows of one revision; empty when nothing of it is applied. */
    public List<HistoryRow> rows(RevisionId id) {
        return List.copyOf(byRevision.getOrDefault(id.text(), List.of()));
    }

    boolean has(Script script, Part part) {
        return rows(script.id()).stream().anyMatch(row -> row.part() == part.number() && row.success());
    }

    /** The revisions of which every part is recorded. */
    public Set<RevisionId> applied(RevisionSet set) {
        return byRevision.keySet().stream()
                .flatMap(id -> find(set, id).stream())
                .filter(script -> script.parts().stream().allMatch(part -> has(script, part)))
                .map(Script::id)
                .collect(toSet());
    }

    /** A sentence for every row that does not match the set: an unknown revision, an edited one, a failed row. */
    public List<String> drift(RevisionSet set) {
        return rows.stream()
                .flatMap(row -> drift(row, set).or(() -> grown(row, set)).stream())
                .distinct()
                .toList();
    }

    /** Before its next revision was applied, all of a revision was: a part that is missing came into the file later. */
    private Optional<String> grown(HistoryRow row, RevisionSet set) {
        return find(set, row.revision())
                .filter(script -> script.parts().stream().anyMatch(part -> !has(script, part))
                        && set.graph().children(script.id()).stream()
                                .anyMatch(child -> !rows(child).isEmpty()))
                .map(script -> edited(row, script));
    }

    /** In what a row does not match the set. */
    static Optional<String> drift(HistoryRow row, RevisionSet set) {
        Optional<Script> script = find(set, row.revision());
        if (script.isEmpty()) {
            return Optional.of("The revision \"" + row.revision() + "\" is applied in the "
                    + row.phase().word()
                    + " history, but the revision set \"" + set.name()
                    + "\" does not know it; use the set that it came from.");
        }
        Optional<Part> part = script.get().parts().stream()
                .filter(candidate -> candidate.number() == row.part())
                .findFirst();
        boolean same = part.isPresent()
                && row.success()
                && row.phase() == script.get().revision().phase()
                && row.version().equals(script.get().version(part.get()))
                && row.checksum()
                        .filter(sum -> sum == script.get().checksum(part.get()))
                        .isPresent();
        return same ? Optional.empty() : Optional.of(edited(row, script.get()));
    }

    private static String edited(HistoryRow row, Script script) {
        return "The revision \"" + row.revision() + "\" was edited after it was applied on " + row.at() + " ("
                + script.file() + ", part " + (row.part() + 1) + "); put the file back as it was.";
    }

    /** The script of a revision that a row names. */
    static Optional<Script> find(RevisionSet set, String id) {
        try {
            return Optional.ofNullable(set.scripts().get(RevisionId.of(id)));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
