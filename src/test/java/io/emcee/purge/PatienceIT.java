package io.emcee.purge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.Postgres;
import io.emcee.catalog.QualifiedName;
import io.emcee.engine.DatabaseFailed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Questions that end before they are answered, and lists that are read from both ends. */
@ExtendWith(Postgres.class)
class PatienceIT {
    private static final QualifiedName TAGS = new QualifiedName("public", "image_tags");

    private final DeletedLab lab = DeletedLab.glance();

    @Test
    void aQuestionIsEndedWhileItIsAnswered() throws InterruptedException {
        Patience patience = new Patience();
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> lab.engine()
                .read(
                        "test",
                        connection -> patience.during(connection, () -> {
                            try (var sleep = connection.createStatement()) {
                                return sleep.execute("SELECT pg_sleep(60)");
                            }
                        })));
        while (!lab.database()
                .value("SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'")
                .equals("1")) {
            Thread.sleep(5);
        }
        patience.end(lab.engine());
        CompletionException ended = assertThrows(CompletionException.class, answer::join);
        assertTrue(ended.getCause() instanceof DatabaseFailed, () -> String.valueOf(ended.getCause()));
        assertThrows(PurgeRefused.class, () -> lab.review().with(patience).tables());
    }

    @Test
    void aListIsReadFromItsEndAsFromItsBeginning() {
        Cutoff cutoff = lab.review().cutoff(Duration.ofDays(30));
        List<List<String>> all = keys(lab.review().candidates(TAGS, cutoff, Optional.empty(), 1000));
        int half = all.size() / 2;
        assertTrue(half > 3);
        assertEquals(
                all.subList(all.size() - 3, all.size()),
                keys(lab.review().candidates(TAGS, cutoff, slice(Optional.empty(), 3))));
        assertEquals(
                all.subList(half - 3, half),
                keys(lab.review().candidates(TAGS, cutoff, slice(Optional.of(all.get(half)), 3))));
    }

    private static Review.Slice slice(Optional<List<String>> beside, int size) {
        return new Review.Slice(beside, true, size, "", Duration.ZERO);
    }

    private static List<List<String>> keys(List<Candidate> page) {
        return page.stream().map(Candidate::key).toList();
    }
}
