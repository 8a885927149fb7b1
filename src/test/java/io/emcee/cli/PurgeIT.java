package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.purge.DeletedLab;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class PurgeIT {
    private final TestDatabase database = DeletedLab.glance().database();
    private final CommandLines glance = CommandLines.on(database, "glance");

    @Test
    void tryIt() {
        String id = database.value("SELECT id FROM images WHERE deleted AND deleted_at < now() - interval '200 days' AND id NOT IN (SELECT image_id FROM image_properties WHERE NOT deleted) ORDER BY id LIMIT 1");
        for (List<String> line : List.of(
                List.of("hold", "list"),
                List.of("hold", "add", "images", id, "--reason", "legal", "--until", "90d"),
                List.of("hold", "add", "image_tags", "--where", "value=production", "--reason", "prod"),
                List.of("hold", "add", "images", "nope", "--reason", "prod"),
                List.of("hold", "add", "image_tags", "--where", "valu=production", "--reason", "prod"),
                List.of("hold", "list"),
                List.of("purge", "--tables", "images", "--dry-run"),
                List.of("purge", "--tables", "images", "--confirm", "images", "--until-complete"),
                List.of("purge", "--tables", "images", "--confirm", "images", "--until-complete", "--older-than", "30d"),
                List.of("hold", "lift", "2", "--reason", "fine"),
                List.of("purge", "--tables", "images", "--confirm", "images", "--until-complete"),
                List.of("tombstone", "list"),
                List.of("tombstone", "list", "images", "--limit", "2"),
                List.of("db", "release", "--yes"),
                List.of("hold", "list"))) {
            Outcome o = glance.run(line.toArray(String[]::new));
            System.out.println("$ " + line + " -> " + o.exitCode());
            o.out().forEach(x -> System.out.println("  " + x));
            o.err().forEach(x -> System.out.println("  ! " + x));
        }
    }
}
