package io.emcee.engine;

import io.emcee.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The lab's Glance database at mitaka02, under emcee's control. */
final class LabDatabase {
    private LabDatabase() {}

    /** Fills an empty database. */
    static TestDatabase glance(TestDatabase database, int images) {
        Engines.of(database, "glance").run(Operation.UPGRADE, "mitaka02");
        database.execute(data().replace("{images}", String.valueOf(images)));
        return database;
    }

    private static String data() {
        try (InputStream file = LabDatabase.class.getResourceAsStream("/io/emcee/lab/glance-mitaka02.sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
