package io.emcee.purge;

import io.emcee.TestDatabase;
import io.emcee.engine.Engine;
import io.emcee.engine.Engines;
import io.emcee.engine.Operation;
import io.emcee.engine.StopSignal;
import io.emcee.script.RevisionSets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The lab's Glance database at mitaka02 with 400 images and their traps, and purges of it. */
public record DeletedLab(TestDatabase database) {
    /** The trees of images that are deleted. */
    static final String IMAGES = "images";

    private static final int COUNT = 400;

    /** A database of the test's own. */
    public static DeletedLab glance() {
        return new DeletedLab(TestDatabase.from("deleted", DeletedLab::build));
    }

    private static void build(TestDatabase database) {
        Engines.of(database, "glance").run(Operation.UPGRADE, "mitaka02");
        database.execute(data().replace("{images}", String.valueOf(COUNT)), "VACUUM ANALYZE");
    }

    private static String data() {
        try (InputStream file = DeletedLab.class.getResourceAsStream("/io/emcee/lab/glance-mitaka02.sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Engine engine() {
        return Engines.of(database, "glance").engine();
    }

    PurgeRules rules() {
        return PurgeRules.of(RevisionSets.load("glance"), List.of());
    }

    Review review() {
        return new Review(engine(), rules());
    }

    PurgePlan plan(PurgeRequest request) {
        return new PurgePlanner(engine(), rules()).plan(request);
    }

    /** Whole trees of these tables. */
    static PurgeRequest trees(long days, String... tables) {
        return request(PurgeRequest.Scope.TREES, days, tables);
    }

    static PurgeRequest request(PurgeRequest.Scope scope, long days, String... tables) {
        return new PurgeRequest(
                scope, List.of(tables), Optional.of(Duration.ofDays(days)), OptionalLong.empty(), Optional.empty());
    }

    PurgeResult run(PurgePlan plan) {
        return run(plan, Purger.Manner.of(50));
    }

    PurgeResult run(PurgePlan plan, Purger.Manner manner) {
        return new Purger(engine()).run(plan, manner, event -> {}, new StopSignal());
    }

    /** Runs, and answers what was told meanwhile. */
    List<PurgeEvent> events(PurgePlan plan) {
        List<PurgeEvent> events = new ArrayList<>();
        new Purger(engine()).run(plan, Purger.Manner.of(50), events::add, new StopSignal());
        return events;
    }

    /** The id of the image with that number in its name. */
    static String image(int number) {
        return "md5('image-" + number + "')::uuid::text";
    }

    String id(int number) {
        return database.value("SELECT " + image(number));
    }
}
