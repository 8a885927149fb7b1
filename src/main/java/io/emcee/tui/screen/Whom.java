package io.emcee.tui.screen;

import io.emcee.catalog.Activity;
import io.emcee.catalog.Blocker;
import io.emcee.catalog.Blockers;
import java.util.List;
import java.util.Optional;

/** The sessions that something could be done to. */
enum Whom {
    /** Who blocks a step now, or did in its last attempt; the oldest transaction first. */
    BLOCKING("No session blocks a step.") {
        @Override
        List<Blocker> of(ConsoleState state) {
            return state.running()
                    .flatMap(Running::lock)
                    .flatMap(LockTree::seen)
                    .map(Blockers::blocking)
                    .orElse(List.of());
        }

        @Override
        Optional<String> over(Blocker session, ConsoleState state) {
            return of(state).stream().anyMatch(session::same)
                    ? Optional.empty()
                    : Optional.of("pid " + session.pid() + " blocks the step no longer; nothing was done.");
        }
    },
    /** The one that is selected among all, or shown whole. */
    SELECTED("No session is selected.") {
        @Override
        List<Blocker> of(ConsoleState state) {
            return SessionsScreen.here(state).chosen().map(Activity::session).stream()
                    .toList();
        }

        @Override
        Optional<String> over(Blocker session, ConsoleState state) {
            return SessionsScreen.here(state)
                            .find(session.pid())
                            .map(Activity::session)
                            .filter(session::same)
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of("pid " + session.pid() + " has ended already; nothing was done.");
        }
    };

    private final String nobody;

    Whom(String nobody) {
        this.nobody = nobody;
    }

    /** What to say when there is none. */
    String nobody() {
        return nobody;
    }

    abstract List<Blocker> of(ConsoleState state);

    /** Why nothing is to be done to a session any more that was seen before; empty when it still is. */
    abstract Optional<String> over(Blocker session, ConsoleState state);
}
