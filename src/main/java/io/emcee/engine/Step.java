package io.emcee.engine;

import io.emcee.backfill.Work;
import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import io.emcee.script.DataMigration;
import io.emcee.script.Part;
import io.emcee.script.Script;
import java.util.Optional;

/**
 * One thing a plan does: a part of a revision, or a whole data migration.
 *
 * @param record whether it adds a row to the history; false for a data migration that is recorded and has new rows
 */
public record Step(Script script, Part part, Kind kind, boolean record) {
    /** How a step runs. */
    public enum Kind {
        /** One transaction, together with its row in the history. */
        TRANSACTION,
        /** One statement that cannot share a transaction; its row follows when its effect is there. */
        STATEMENT,
        /** Rows, batch after batch; the row in the history follows when nothing is pending. */
        ROWS
    }

    /** The step that does a part. */
    static Step of(Script script, Part part, boolean record) {
        Kind kind =
                script.migration().isPresent() ? Kind.ROWS : part.transactional() ? Kind.TRANSACTION : Kind.STATEMENT;
        return new Step(script, part, kind, record);
    }

    public RevisionId id() {
        return script.id();
    }

    public Phase phase() {
        return script.revision().phase();
    }

    /** {@code ocata_expand01}, or {@code ocata_expand01 (part 2 of 3)}. */
    public String title() {
        int parts = script.parts().size();
        return parts == 1 ? id().text() : id() + " (part " + (part.number() + 1) + " of " + parts + ")";
    }

    /** The SQL it runs, as written; empty for a step that changes nothing. */
    public String sql() {
        return script.migration().map(DataMigration::statement).orElseGet(part::sql);
    }

    /** The rows that a data migration changes; empty for other steps. */
    public Optional<Work> rows(String schema) {
        return script.migration().map(migration -> Inspector.work(script, migration, schema));
    }

    /** Whether it is the last step of its revision. */
    public boolean completes() {
        return part.number() == script.lastPart().number();
    }
}
