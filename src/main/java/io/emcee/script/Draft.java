package io.emcee.script;

import io.emcee.revision.Phase;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionId;
import java.util.List;
import java.util.Optional;

/** A revision file as read by itself: its version may still follow from its parent's. */
record Draft(String file, Header header, Revision revision, List<Part> parts, Optional<DataMigration> migration) {

    RevisionId id() {
        return revision.id();
    }

    Script numbered(int version) {
        return new Script(
                revision, version, parts, migration, header.verify(), header.lockTimeout(), header.waivers(), file);
    }

    /** Whether the version goes up along the branch: the histories of schema changes are lines. */
    boolean followsParent() {
        return revision.phase() != Phase.MIGRATE;
    }

    /** Notes a problem at the line of a key of the header. */
    void problem(String key, String sentence) {
        header.fields().problem(key, sentence);
    }
}
