package io.emcee.rehearsal;

import io.emcee.script.DataMigration;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import io.emcee.script.Statement;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds revisions that reach beyond the database they run in, such as one that makes a role: on the target's server that
 * would be done in earnest. Looks into literals as well, for a DO block may run what stands there; to find too much only
 * means to rehearse elsewhere.
 */
final class Reach {
    private static final Pattern BEYOND = Pattern.compile("(?is)\\b(?:(?:CREATE|ALTER|DROP|COMMENT\\s+ON)\\s+"
            + "(?:ROLE|USER|GROUP|DATABASE|TABLESPACE|SUBSCRIPTION|SERVER|SYSTEM)"
            + "|REASSIGN\\s+OWNED|DROP\\s+OWNED|COPY\\b.*\\bPROGRAM|dblink\\w*|pg_\\w*replication_slot"
            + "|pg_(?:terminate|cancel)_backend|pg_reload_conf|pg_switch_wal|pg_promote|lo_export)\\b");

    private Reach() {}

    /** The first revision of a set that does, in the order of its releases. */
    static Optional<Script> beyond(RevisionSet set) {
        return set.graph().byRelease().stream()
                .map(set::script)
                .filter(Reach::beyond)
                .findFirst();
    }

    private static boolean beyond(Script script) {
        Stream<Statement> statements = script.parts().stream().flatMap(part -> part.statements().stream());
        return statements.anyMatch(Reach::beyond)
                || script.migration()
                        .map(DataMigration::statement)
                        .filter(sql -> BEYOND.matcher(sql).find())
                        .isPresent();
    }

    /** {@code GRANT one_role TO another} is of the whole server as well. */
    private static boolean beyond(Statement statement) {
        boolean membership = (statement.begins("GRANT") || statement.begins("REVOKE"))
                && !statement.words().contains("ON");
        return membership || BEYOND.matcher(statement.sql()).find();
    }
}
