package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.emcee.revision.RevisionId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The order of events, and who waits for whom. */
class EventStreamTest {
    private static final Phases NONE = new Phases(1, Operation.EXPAND, List.of());

    private final List<Event> heard = new ArrayList<>();

    @Test
    void whoPostsDoesNotWaitForTheListenerAndWhoTellsDoes() {
        CountDownLatch busy = new CountDownLatch(1);
        try (EventStream stream = new EventStream(
                event -> {
                    await(busy);
                    heard.add(event);
                },
                NONE)) {
            stream.post(event("one"));
            stream.post(event("two"));
            assertEquals(List.of(), heard);
            busy.countDown();
            stream.tell(event("three"));
            assertEquals(List.of(event("one"), event("two"), event("three")), heard);
        }
    }

    @Test
    void whatTheListenerThrowsComesOutOfTheNextTellAndItHearsNoMore() {
        RuntimeException own = new IllegalStateException("the listener's own");
        try (EventStream stream = new EventStream(
                event -> {
                    heard.add(event);
                    throw own;
                },
                NONE)) {
            stream.post(event("one"));
            stream.post(event("two"));
            assertSame(own, assertThrows(IllegalStateException.class, () -> stream.tell(event("three"))));
        }
        assertEquals(List.of(event("one")), heard);
    }

    @Test
    void nothingThatWasPostedIsLostAtTheEnd() {
        try (EventStream stream = new EventStream(heard::add, NONE)) {
            stream.post(event("one"));
        }
        assertEquals(List.of(event("one")), heard);
    }

    private static Event event(String sentence) {
        return new Event.Healed(RevisionId.of("grow"), sentence);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
