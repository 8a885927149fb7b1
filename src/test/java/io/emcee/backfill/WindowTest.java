package io.emcee.backfill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WindowTest {
    private final Window window = Window.of(
            new long[] {place(0, 1), place(0, 2), place(0, 5), place(7, 3), place(70_000, 1), place(70_000, 2)},
            70_001);

    @Test
    void dealsOneRowOfEachPageAfterTheOther() {
        assertEquals("{\"(0,1)\",\"(7,3)\",\"(70000,1)\",\"(0,2)\",\"(70000,2)\",\"(0,5)\"}", window.next(100));
    }

    @Test
    void aBatchThatWasNotCommittedIsDealtAgain() {
        assertEquals("{\"(0,1)\",\"(7,3)\"}", window.next(2));
        assertEquals("{\"(0,1)\"}", window.next(1));
        window.dealt(1);
        assertEquals("{\"(7,3)\",\"(70000,1)\"}", window.next(2));
    }

    @Test
    void endsWithTheLastRow() {
        assertFalse(window.ends(5));
        assertTrue(window.ends(6));
        window.dealt(6);
        assertTrue(window.isEmpty());
        assertEquals(70_001, window.end());
    }

    /** PostgreSQL's last page and place. */
    @Test
    void largestPlaceIsKept() {
        assertEquals(
                "{\"(4294967294,291)\"}",
                Window.of(new long[] {place(4_294_967_294L, 291)}, 1).next(1));
    }

    private static long place(long page, int row) {
        return page << 16 | row;
    }
}
