package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopSignalTest {
    @Test
    void requestEndsAPauseHoweverLongItIs() {
        StopSignal stop = new StopSignal();
        CompletableFuture<Void> pause = Soon.run(() -> stop.pause(Duration.ofHours(1)));
        stop.request();
        Throwable ended = assertThrows(ExecutionException.class, () -> pause.get(10, TimeUnit.SECONDS))
                .getCause();
        assertEquals(Stopped.class, ended.getClass());
    }
}
