package io.emcee.tui.screen;

import io.emcee.engine.Recorded;
import io.emcee.journal.Entry;
import io.emcee.journal.Filter;
import io.emcee.journal.Verification;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What was done to the database, the newest first, and what is new every two seconds; or one entry whole. It is read as
 * far as somebody has gone down, and filtered by the server.
 *
 * @param observer who asks; empty while nobody looks
 * @param trouble why the last question had no answer
 * @param wanted which entries; what is shown follows in a moment
 * @param pages empty until the first answer
 * @param rows of the pages, by the entries' numbers
 * @param open the entry that is shown whole; empty while the list has the keys
 * @param verifying whether the chain is being read
 */
record JournalScreen(
        Optional<JournalObserver> observer,
        Optional<String> trouble,
        Filter wanted,
        Optional<JournalPages> pages,
        Rows<Long> rows,
        Optional<Opened> open,
        boolean verifying)
        implements Screen {
    /** A filter is asked for when nothing was typed for so long. */
    private static final Duration REST = Duration.ofMillis(150);

    private static final String VERIFYING = "Verifying the journal…";

    /**
     * An entry shown whole.
     *
     * @param top the first line shown
     */
    record Opened(Recorded recorded, int top) {}

    static JournalScreen start() {
        return new JournalScreen(
                Optional.empty(), Optional.empty(), Filter.ALL, Optional.empty(), Rows.none(), Optional.empty(), false);
    }

    static JournalScreen here(ConsoleState state) {
        return (JournalScreen) state.screen(Tab.JOURNAL);
    }

    @Override
    public List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(Action.GO, Action.FILTER, Action.RUN, Action.VERIFY));
        actions.addAll(Moves.ALL);
        if (open.isPresent() || wanted.run().isPresent()) {
            actions.add(Action.BACK);
        }
        return actions;
    }

    @Override
    public String label(Action action) {
        return action == Action.GO ? open.isPresent() ? "list" : "details" : action.label();
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        return switch (action) {
            case BACK -> Optional.empty();
            case GO -> chosen().isEmpty() ? Optional.of("No entry is selected.") : Optional.empty();
            case FILTER ->
                open.isPresent()
                        ? Optional.of("One entry is open; Esc goes back to the list, which can be filtered.")
                        : unread();
            case RUN -> noRun();
            case VERIFY -> unverifiable();
            default -> unread();
        };
    }

    private Optional<String> unread() {
        return pages.isEmpty() ? Optional.of("The journal has not been read yet.") : Optional.empty();
    }

    private Optional<String> noRun() {
        Optional<OptionalLong> run = chosen().map(recorded -> recorded.entry().run());
        if (run.isEmpty() || run.get().isEmpty()) {
            return Optional.of(run.isEmpty() ? "No entry is selected." : "This entry belongs to no run.");
        }
        return run.get().equals(wanted.run())
                ? Optional.of("Only the entries of this run are shown; Esc shows all.")
                : Optional.empty();
    }

    private Optional<String> unverifiable() {
        if (verifying) {
            return Optional.of(VERIFYING);
        }
        return pages.filter(known -> !known.present()).isPresent()
                ? Optional.of("The database has no journal to verify.")
                : unread();
    }

    /** The entry that is shown whole, else the one that is selected. */
    private Optional<Recorded> chosen() {
        return open.map(Opened::recorded).or(this::selected);
    }

    private Optional<Recorded> selected() {
        return pages.filter(known -> rows.selected().isPresent())
                .map(known -> known.entries().get(rows.list().selected()));
    }

    /** Needs nothing but a connection: also before the revision set is read. */
    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        JournalScreen fitted = with(pages, rows.fit(height(state)));
        if (observer.isPresent()) {
            return Step.of(state.with(Tab.JOURNAL, fitted));
        }
        JournalObserver begun = new JournalObserver(world);
        return Step.of(state.with(Tab.JOURNAL, fitted.with(Optional.of(begun))), begun.watch(question(begun)));
    }

    /** What is to be asked next. */
    Effect<ConsoleState> question(JournalObserver asking) {
        return pages.filter(known -> known.filter().equals(wanted))
                .map(asking::newer)
                .orElseGet(() -> asking.newest(wanted));
    }

    /** Nobody looks any more. */
    JournalScreen unobserved() {
        return with(Optional.<JournalObserver>empty());
    }

    /** The first page; one of a filter that is wanted no longer says nothing. */
    Step<ConsoleState> arrived(JournalPages first, ConsoleState state) {
        return Step.of(first.filter().equals(wanted) ? shown(first, state) : state);
    }

    /** What was written since; more than a page is read anew from its end. */
    Step<ConsoleState> newer(Filter of, List<Entry> page, ConsoleState state) {
        if (pages.filter(known -> known.filter().equals(of)).isEmpty()) {
            return Step.of(state);
        }
        return page.size() < JournalPages.PAGE
                ? Step.of(shown(pages.get().newer(page), state))
                : ask(state, asking -> asking.newest(wanted));
    }

    /** The page that follows the last one. */
    Step<ConsoleState> older(JournalPages before, List<Entry> page, ConsoleState state) {
        boolean follows = pages.filter(
                        known -> known.filter().equals(before.filter()) && known.oldest() == before.oldest())
                .isPresent();
        return Step.of(follows ? shown(pages.get().older(page), state) : state);
    }

    private interface Asking {
        Effect<ConsoleState> ask(JournalObserver observer);
    }

    private Step<ConsoleState> ask(ConsoleState state, Asking asking) {
        return observer.map(who -> Step.of(state, asking.ask(who))).orElseGet(() -> Step.of(state));
    }

    /** Who stands at the newest entry stays there. */
    private ConsoleState shown(JournalPages now, ConsoleState state) {
        boolean follows = rows.list().selected() == 0 && open.isEmpty();
        Rows<Long> from = follows ? Rows.none() : rows;
        Rows<Long> next = from.replaced(now.numbers(), String::valueOf, height(state));
        return state.with(
                Tab.JOURNAL,
                new JournalScreen(observer, Optional.empty(), wanted, Optional.of(now), next, open, verifying));
    }

    ConsoleState failed(String sentence, ConsoleState state) {
        return state.with(
                Tab.JOURNAL,
                new JournalScreen(
                        observer,
                        Optional.of(sentence),
                        wanted,
                        pages.map(known -> known.fetching(false)),
                        rows,
                        open,
                        verifying));
    }

    private JournalScreen with(Optional<JournalObserver> who) {
        return new JournalScreen(who, trouble, wanted, pages, rows, open, verifying);
    }

    private JournalScreen with(Optional<JournalPages> known, Rows<Long> moved) {
        return new JournalScreen(observer, trouble, wanted, known, moved, open, verifying);
    }

    private JournalScreen with(Filter other) {
        return new JournalScreen(observer, trouble, other, pages, rows, Optional.empty(), verifying);
    }

    private JournalScreen opened(Optional<Opened> opened) {
        return new JournalScreen(observer, trouble, wanted, pages, rows, opened, verifying);
    }

    private JournalScreen verifying(boolean now) {
        return new JournalScreen(observer, trouble, wanted, pages, rows, open, now);
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        return switch (action) {
            case VERIFY -> verify(state, world);
            case RUN -> want(new Filter(chosen().orElseThrow().entry().run(), ""), state);
            case FILTER -> Step.of(state.open(FilterLine.of(wanted.text())));
            case BACK -> back(state);
            default ->
                open.isPresent()
                        ? Step.of(state.with(Tab.JOURNAL, inDetails(action, open.get(), state)))
                        : inList(action, state);
        };
    }

    /** Out of the entry, then out of the filter, then out of the run. */
    private Step<ConsoleState> back(ConsoleState state) {
        if (open.isPresent()) {
            return Step.of(state.with(Tab.JOURNAL, opened(Optional.empty())));
        }
        return want(wanted.text().isEmpty() ? Filter.ALL : new Filter(wanted.run(), ""), state);
    }

    private Step<ConsoleState> want(Filter other, ConsoleState state) {
        return ask(state.with(Tab.JOURNAL, with(other)), asking -> asking.newest(other));
    }

    private Step<ConsoleState> inList(Action action, ConsoleState state) {
        if (action == Action.GO) {
            return Step.of(state.with(Tab.JOURNAL, opened(selected().map(recorded -> new Opened(recorded, 0)))));
        }
        Rows<Long> moved = rows.moved(action, height(state));
        boolean near = moved.shown().size() - moved.list().selected() < 2 * height(state);
        Optional<JournalPages> goesOn = pages.filter(known ->
                near && !known.whole() && !known.fetching() && known.filter().equals(wanted));
        if (goesOn.isEmpty()) {
            return Step.of(state.with(Tab.JOURNAL, with(pages, moved)));
        }
        JournalPages known = goesOn.get().fetching(true);
        return ask(state.with(Tab.JOURNAL, with(Optional.of(known), moved)), asking -> asking.older(known));
    }

    private JournalScreen inDetails(Action action, Opened opened, ConsoleState state) {
        if (action == Action.GO) {
            return opened(Optional.empty());
        }
        List<Span> text = new EntryDetails(opened.recorded()).lines();
        int lines = Paragraph.broken(text, state.columns() - 4).size();
        int top = Moves.scroll(action, opened.top(), lines, Math.max(1, state.bodyRows() - 2));
        return opened(Optional.of(new Opened(opened.recorded(), top)));
    }

    private Step<ConsoleState> verify(ConsoleState state, World world) {
        Effect<ConsoleState> effect = send -> {
            try {
                Verification found = world.engine().journal().verify(Optional.empty());
                Role role = found.broken().isPresent() ? Role.ERROR : Role.DONE;
                send.accept(model -> Step.of(here(model).verified(found.sentence(), role, model)));
            } catch (RuntimeException failure) {
                send.accept(model -> Step.of(here(model).verified(Inquiry.sentence(failure), Role.ERROR, model)));
            }
        };
        return Step.of(state.with(Tab.JOURNAL, verifying(true)).say(VERIFYING, Role.DIM), effect);
    }

    private ConsoleState verified(String sentence, Role role, ConsoleState state) {
        return state.with(Tab.JOURNAL, verifying(false)).silentIf(VERIFYING).say(sentence, role);
    }

    @Override
    public String filter() {
        return wanted.text();
    }

    @Override
    public String found() {
        return pages.filter(known -> known.filter().equals(wanted))
                .map(JournalPages::sum)
                .orElse("looking…");
    }

    @Override
    public Screen filtered(String text, ConsoleState state) {
        return with(new Filter(wanted.run(), text));
    }

    /** Another filter may be typed: it is asked for when it rests. */
    @Override
    public Step<ConsoleState> moved(ConsoleState state) {
        Filter typed = here(state).wanted;
        return Step.of(state, Effect.after(REST, later -> here(later).rested(typed, later)));
    }

    private Step<ConsoleState> rested(Filter typed, ConsoleState state) {
        boolean asked = pages.filter(known -> known.filter().equals(typed)).isPresent();
        return asked || !wanted.equals(typed) ? Step.of(state) : ask(state, asking -> asking.newest(typed));
    }

    private static int height(ConsoleState state) {
        return Table.height(state.bodyRows() - JournalView.AROUND);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        new JournalView(this, canvas).draw();
    }
}
