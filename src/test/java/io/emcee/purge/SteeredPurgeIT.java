package io.emcee.purge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.batch.Tuning;
import io.emcee.engine.Soon;
import io.emcee.engine.StopSignal;
import io.emcee.run.RunRow;
import io.emcee.run.RunState;
import io.emcee.run.Wanted;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Postgres.class)
class SteeredPurgeIT {
    @Test
    void purgeIsARunThatOthersSeeAndPauseAndTune() throws Exception {
        DeletedLab lab = DeletedLab.glance();
        TestDatabase database = lab.database();
        PurgePlan plan = lab.plan(DeletedLab.trees(180, "images"));
        StopSignal stop = new StopSignal();
        stop.hold(true);
        CompletableFuture<PurgeResult> purge = CompletableFuture.supplyAsync(
                () -> new Purger(lab.engine()).run(plan, Purger.Manner.of(1), event -> {}, stop));
        Soon.isTrue(database, "SELECT count(*) > 0 FROM emcee.run WHERE rests");
        RunRow run = lab.engine().runs().going().orElseThrow();
        assertEquals("purge", run.kind());
        assertEquals("purge", run.title());
        long left = plan.eligible(plan.roots().get(0));
        String before = images(database);

        lab.engine().runs().want(run.id(), Wanted.PAUSE);
        Soon.isTrue(database, "SELECT count(*) > 0 FROM emcee.run_event WHERE kind = 'asked'");
        assertEquals(RunState.PAUSED, lab.engine().runs().going().orElseThrow().state());
        assertEquals(before, images(database));
        lab.engine().runs().tune(run.id(), Tuning.DEFAULT.withTarget(Duration.ofMillis(80)));
        lab.engine().runs().want(run.id(), Wanted.RUN);
        assertEquals(left, purge.get(30, TimeUnit.SECONDS).tables().get(0).purged());
        RunRow ended = lab.engine().runs().find(run.id()).orElseThrow();
        assertEquals(RunState.DONE, ended.state());
        assertEquals(80, lab.engine().runs().tuning(ended).target().toMillis());
        assertEquals(Optional.of(Duration.ofMillis(80)), stop.tuning().map(Tuning::target));
    }

    private static String images(TestDatabase database) {
        return database.value("SELECT count(*) FROM images");
    }
}
