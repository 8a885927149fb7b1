package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.googlecode.lanterna.graphics.BasicTextImage;
import io.emcee.engine.Event;
import io.emcee.engine.LockAwaitedTest;
import io.emcee.tui.loop.Frames;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.ColourDepth;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Themes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LockTreeTest {
    private final BasicTextImage frame = new BasicTextImage(100, 12);

    @Test
    void blockersStandAboveTheStepAndVictimsBelowIt() {
        assertEquals(9, draw(LockAwaitedTest.event(5)));
        assertEquals("""
                Waiting for a lock: attempt 3, next in 2.0 s
                pid 4711 (role "glance", nova-api, from 10.0.0.5, idle in transaction for 3 min)
                   SELECT 1
                pid 12 (role "a?b", what it does your role may not see)
                ╰─ this step, for 100 ms at a time
                   ╰─ pid 4711 (role "glance", nova-api, from 10.0.0.5, idle in transaction for 3 min)
                   ╰─ pid 4711 (role "glance", nova-api, from 10.0.0.5, idle in transaction for 3 min)
                   ╰─ pid 4711 (role "glance", nova-api, from 10.0.0.5, idle in transaction for 3 min)
                   and 2 more""", Frames.text(frame).stripTrailing());
    }

    @Test
    void saysWhenNobodyWasSeen() {
        assertEquals(2, draw(LockAwaitedTest.unseen()));
        assertEquals("""
                Waiting for a lock: attempt 3, next in 2.0 s
                who holds the lock could not be seen""", Frames.text(frame).stripTrailing());
    }

    @Test
    void treeIsShownUntilTheStepGoesOn() {
        Event.LockAwaited event = LockAwaitedTest.event(0);
        Running run = Running.of(new WalkStep("ocata", List.of(event.step().id())), Instant.EPOCH);
        LockTree tree = LockTree.of(event);
        Running waiting = run.waits(Optional.of(tree));
        assertEquals(Optional.of(tree), waiting.lock());
        assertEquals(Optional.empty(), waiting.goesOn().lock());
        assertEquals(
                Optional.empty(),
                waiting.began(new Event.StepStarted(event.step(), 1, 1)).lock());
    }

    @Test
    void waitWithoutALimitSaysThatItIsNone() {
        draw(LockTree.of(LockAwaitedTest.waiting(0)));
        assertEquals("""
                Waiting for a lock, for 4.0 s
                pid 4711 (role "glance", nova-api, from 10.0.0.5, idle in transaction for 3 min)
                   SELECT 1
                ╰─ this step, which lets clients pass""", Frames.text(frame).stripTrailing());
    }

    private int draw(Event.LockAwaited event) {
        return draw(LockTree.of(event));
    }

    private int draw(LockTree tree) {
        return tree.draw(
                Canvas.on(frame.newTextGraphics(), Themes.bundled().load("dark", ColourDepth.INDEXED), Glyphs.UNICODE));
    }
}
