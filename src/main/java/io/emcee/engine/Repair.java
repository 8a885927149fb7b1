package io.emcee.engine;

import io.emcee.revision.RevisionId;
import io.emcee.script.Part;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What would make the histories say what the files say, where a file was edited after it was applied. A value: it may be
 * shown, and carried out later. The target's tables are not touched.
 *
 * @param changes rows of the histories that would be changed
 * @param beyond a sentence for each difference that no repair mends
 */
public record Repair(List<Change> changes, List<String> beyond) {
    public Repair {
        changes = List.copyOf(changes);
        beyond = List.copyOf(beyond);
    }

    /**
     * One row of a history.
     *
     * @param row as it is
     * @param script as the file is now
     * @param part as the file is now; empty when the file has it no longer, and the row would go
     */
    public record Change(HistoryRow row, Script script, Optional<Part> part) {
        /** {@code ocata_expand01, part 2: applied on 2026-11-20T17:00:00Z, edited in glance/ocata_expand01.sql}. */
        @Override
        public String toString() {
            return row.revision() + ", part " + (row.part() + 1) + ": applied on " + row.at()
                    + (part.isPresent() ? ", edited in " : ", no longer in ") + script.file();
        }

        /** The text that stands for the part, as the file is now; empty without a part. */
        public String text() {
            return part.map(script::recorded).orElse("");
        }
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The keys of its JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("changes", changes.stream().map(Change::toString).toList());
        facts.put("beyond", beyond);
        return facts;
    }

    /** What the differences between histories and files ask for. */
    static Repair of(Records records, RevisionSet set, List<String> drift) {
        List<Change> changes = new ArrayList<>();
        List<String> mended = new ArrayList<>();
        for (HistoryRow row : records.rows()) {
            Optional<String> sentence = Records.drift(row, set);
            Optional<Change> change = sentence.flatMap(any -> change(row, set));
            change.ifPresent(changes::add);
            change.flatMap(any -> sentence).ifPresent(mended::add);
        }
        return new Repair(
                changes,
                drift.stream().filter(sentence -> !mended.contains(sentence)).toList());
    }

    /** Empty where the row says something else than what the file ever could: another branch, or a failure. */
    private static Optional<Change> change(HistoryRow row, RevisionSet set) {
        return Records.find(set, row.revision())
                .filter(script -> row.success() && script.revision().phase() == row.phase())
                .map(script -> new Change(
                        row,
                        script,
                        script.parts().stream()
                                .filter(part -> part.number() == row.part())
                                .findFirst()));
    }

    /** The revisions of which rows would be changed. */
    List<RevisionId> revisions() {
        return changes.stream().map(change -> change.script().id()).distinct().toList();
    }

    /** Carries the changes out, in the caller's transaction. */
    void write(Connection connection) throws SQLException {
        for (Change change : changes) {
            write(connection, change);
        }
    }

    private static void write(Connection connection, Change change) throws SQLException {
        String history = "emcee." + StateSchema.history(change.row().phase());
        String sql = change.part().isPresent()
                ? "UPDATE " + history + " SET version = ?, script = ?, checksum = ? WHERE script = ? AND version = ?"
                : "DELETE FROM " + history + " WHERE script = ? AND version = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = 1;
            if (change.part().isPresent()) {
                Part part = change.part().get();
                String version = change.script().version(part);
                statement.setString(next++, version);
                statement.setString(
                        next++,
                        HistoryRow.scriptName(version, change.script().id().text()));
                statement.setInt(next++, change.script().checksum(part));
            }
            statement.setString(next++, change.row().script());
            statement.setString(next, change.row().version());
            if (statement.executeUpdate() != 1) {
                throw new DriftFound("Somebody changed the histories since the repair was looked at; look again.");
            }
        }
    }
}
