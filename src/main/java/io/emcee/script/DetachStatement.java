package io.emcee.script;

import java.util.Optional;

/** Reads {@code ALTER TABLE [IF EXISTS] [schema.]table DETACH PARTITION [schema.]partition CONCURRENTLY}. */
final class DetachStatement {
    private DetachStatement() {}

    /** The partition of a statement; empty when it is another one. */
    static Optional<DetachAction> read(String sql) {
        Reader reader = new Reader(sql);
        if (!reader.skip("ALTER", "TABLE")) {
            return Optional.empty();
        }
        reader.skip("IF", "EXISTS");
        Optional<ObjectName> table = reader.path();
        if (!reader.skip("DETACH", "PARTITION")) {
            return Optional.empty();
        }
        Optional<ObjectName> partition = reader.path();
        boolean whole = reader.skip("CONCURRENTLY") && reader.end();
        return table.filter(any -> whole).flatMap(of -> partition.map(child -> new DetachAction(of, child)));
    }
}
