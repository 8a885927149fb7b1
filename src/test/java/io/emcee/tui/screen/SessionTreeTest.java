package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.catalog.Activity;
import io.emcee.catalog.SessionTree;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SessionTreeTest {
    @Test
    void whoWaitsStandsBelowWhoBlocks() {
        assertEquals(
                "1 / > 2 / > > 3 / > > 4",
                tree(
                        Worlds.session(4, "active", 5, 2),
                        Worlds.session(3, "active", 9, 2),
                        Worlds.session(2, "active", 30, 1),
                        Worlds.session(1, "idle in transaction", 60)));
    }

    @Test
    void ofSeveralBlockersTheOneThatDoesNotWaitIsTheParent() {
        assertEquals(
                "1 / > 2 / > 3",
                tree(
                        Worlds.session(1, "active", 60),
                        Worlds.session(2, "active", 50, 1),
                        Worlds.session(3, "active", 40, 2, 1)));
    }

    @Test
    void theLongestTransactionIsTheFirstOfItsKind() {
        assertEquals(
                "3 / 2 / 5 / 4 / 7 / 6 / 1",
                tree(
                        Worlds.session(1, "idle", 10),
                        Worlds.session(2, "active", 20),
                        Worlds.session(3, "active", 30),
                        Worlds.session(4, "idle in transaction", 1),
                        Worlds.session(5, "idle in transaction (aborted)", 2),
                        Worlds.session(6, "idle", 600),
                        Worlds.hidden(7)));
    }

    @Test
    void whoWaitsInACircleOrForSomebodyUnseenIsShownToo() {
        assertEquals(
                "1 / > 2 / 3",
                tree(
                        Worlds.session(1, "active", 9, 2),
                        Worlds.session(2, "active", 8, 1),
                        Worlds.session(3, "active", 7, 99)));
    }

    private static String tree(Activity... all) {
        return SessionTree.of(List.of(all)).stream()
                .map(node -> "> ".repeat(node.depth()) + node.activity().pid())
                .collect(Collectors.joining(" / "));
    }
}
