package io.emcee.script;

import io.emcee.revision.Phase;
import io.emcee.revision.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A revision file as read by itself: its version may still follow from its parent's. */
record Draft(
        Revision revision,
        Optional<Integer> version,
        List<Part> parts,
        Optional<DataMigration> migration,
        Optional<String> verify,
        Optional<Duration> lockTimeout,
        Map<String, String> waivers,
        String file,
        int line) {

    Script numbered(int number) {
        return new Script(revision, number, parts, migration, verify, lockTimeout, waivers, file);
    }

    /** Draft revisions number themselves from their parent; the histories of these phases are lines. */
    boolean follows() {
        return revision.phase() != Phase.MIGRATE;
    }
}
