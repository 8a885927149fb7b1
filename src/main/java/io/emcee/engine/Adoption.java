package io.emcee.engine;

import io.emcee.revision.CompositeVersion;
import io.emcee.revision.RevisionId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What taking a database under control would record. A value: it may be shown, and carried out later.
 *
 * @param source where the version is from
 * @param versions what that says
 * @param recorded what is in the histories already, when another tool has moved on since
 * @param revisions what would be recorded as applied, parents first, data migrations among them
 * @param left rows that a data migration's question still finds though the contract behind it is applied: the tool before
 *     passed over them. It is not recorded
 * @param version what the database is at, by the source
 * @param rows what the table {@code alembic_version} would hold afterwards; empty when it is not kept
 * @param missing triggers that keep services of two releases in step, and that the other tool has not made
 */
public record Adoption(
        Source source,
        List<String> versions,
        List<RevisionId> recorded,
        List<RevisionId> revisions,
        Map<RevisionId, Long> left,
        CompositeVersion version,
        List<String> rows,
        List<MissingTrigger> missing) {
    public Adoption {
        versions = List.copyOf(versions);
        recorded = List.copyOf(recorded);
        revisions = List.copyOf(revisions);
        left = Collections.unmodifiableMap(new LinkedHashMap<>(left));
        rows = List.copyOf(rows);
        missing = List.copyOf(missing);
    }

    /** Where the version of a database is from that emcee has not managed. */
    public enum Source {
        /** Alembic's table, which is kept in step from then on. */
        ALEMBIC(AlembicVersion.NAME),
        /** SQLAlchemy-Migrate's table, from before Alembic; Alembic's is made beside it and kept in step. */
        MIGRATE("migrate_version"),
        /** Neither: the operator says it. */
        OPERATOR("the operator");

        private final String words;

        Source(String words) {
            this.words = words;
        }

        /** The table's name, or who says it. */
        public String words() {
            return words;
        }

        /** Whether {@code alembic_version} is kept in step. */
        public boolean keepsAlembic() {
            return this != OPERATOR;
        }
    }

    /** The keys of its JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("source", source.words());
        facts.put("versions", versions);
        facts.put("version", version);
        facts.put("revisions", revisions);
        facts.put("rows_left", left);
        facts.put("alembic_version", rows);
        facts.put("again", again());
        facts.put(
                "missing_triggers", missing.stream().map(MissingTrigger::facts).toList());
        facts.put("warnings", warnings());
        return facts;
    }

    /** What is not as if emcee had applied it, what that means and what to do; empty when all is. */
    public List<String> warnings() {
        if (missing.isEmpty()) {
            return List.of();
        }
        String revisions = missing.stream()
                .map(trigger -> trigger.revision().text())
                .distinct()
                .collect(Collectors.joining(", "));
        String triggers = missing.stream().map(MissingTrigger::toString).collect(Collectors.joining(", "));
        return List.of(
                "Applied without the triggers that emcee would have made (" + revisions + "): " + triggers
                        + ". Until the contract nothing carries over what services of the one release write to where"
                        + " those of the other read it.",
                "Do: run services of one release only until the contract; or make these triggers first, by the statements"
                        + " of " + revisions + " that the console's Graph shows.");
    }

    /** Whether there is nothing to record: the database is under control, and in step. */
    public boolean isEmpty() {
        return revisions.isEmpty();
    }

    /** Whether the database was under control before, and another tool has moved on since. */
    public boolean again() {
        return !recorded.isEmpty();
    }
}
