package io.emcee.tui.screen;

import io.emcee.journal.Entries;
import io.emcee.journal.Entry;
import io.emcee.journal.Filter;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** Reads the journal, a page at a time, and looks again and again for what is new while somebody looks. */
final class JournalObserver {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final World world;
    private final KeptSession session;

    private interface Question<T> {
        T ask(Entries entries) throws SQLException;
    }

    JournalObserver(World world) {
        this.world = world;
        this.session = new KeptSession("journal", world.screenLimit());
    }

    /** Asks something, and from then on for what is new. */
    Effect<ConsoleState> watch(Effect<ConsoleState> question) {
        return send -> {
            question.run(send);
            send.accept(state -> {
                boolean failed = JournalScreen.here(state).trouble().isPresent();
                return Step.of(state, Effect.after(failed ? PAUSE_AFTER_FAILURE : PAUSE, this::again));
            });
        };
    }

    /** The next question, or the end if nobody looks any more. */
    private Step<ConsoleState> again(ConsoleState state) {
        JournalScreen screen = JournalScreen.here(state);
        boolean looks = state.tab() == Tab.JOURNAL && !state.leaving();
        return looks
                ? Step.of(state, watch(screen.question(this)))
                : Step.of(state.with(Tab.JOURNAL, screen.unobserved()), send -> session.close());
    }

    /** The first page. */
    Effect<ConsoleState> newest(Filter filter) {
        return asking(
                entries -> newest(entries, filter),
                (pages, state) -> JournalScreen.here(state).arrived(pages, state));
    }

    private static JournalPages newest(Entries entries, Filter filter) throws SQLException {
        List<Entry> head = entries.newest(Filter.ALL, Long.MAX_VALUE, 1);
        if (head.isEmpty()) {
            return JournalPages.of(filter, entries.present(), 0, List.of());
        }
        long seen = head.get(0).number();
        return JournalPages.of(filter, true, seen, entries.newest(filter, seen + 1, JournalPages.PAGE));
    }

    /** What was written since; a page at most. */
    Effect<ConsoleState> newer(JournalPages known) {
        return asking(
                entries -> entries.after(known.filter(), known.seen(), JournalPages.PAGE),
                (page, state) -> JournalScreen.here(state).newer(known.filter(), page, state));
    }

    /** The page that follows the last one. */
    Effect<ConsoleState> older(JournalPages known) {
        return asking(
                entries -> entries.newest(known.filter(), known.oldest(), JournalPages.PAGE),
                (page, state) -> JournalScreen.here(state).older(known, page, state));
    }

    private <T> Effect<ConsoleState> asking(
            Question<T> question, BiFunction<T, ConsoleState, Step<ConsoleState>> answer) {
        return send -> {
            try {
                T found = session.ask(world, connection -> question.ask(new Entries(connection)));
                send.accept(state -> answer.apply(found, state));
            } catch (SQLException | RuntimeException failure) {
                String sentence = "The journal could not be read: " + Inquiry.sentence(failure);
                send.accept(state -> Step.of(JournalScreen.here(state).failed(sentence, state)));
            }
        };
    }
}
