package io.emcee.tui.screen;

import io.emcee.purge.Candidate;
import io.emcee.purge.Cutoff;
import io.emcee.purge.TableReview;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The candidates of one table, or its anomalies, a page at a time; and all about the one that is selected.
 *
 * @param world where it is asked
 * @param table with its guard and ages
 * @param wanted which rows; what is shown follows in a moment
 * @param shown which rows are shown
 * @param pages empty until the first answer
 * @param rows by key
 * @param details of a root that is or was selected
 * @param top the first line of the details where they have the keys; empty while the list has them
 * @param trouble why the last question had no answer
 */
record PurgeCandidates(
        World world,
        TableReview table,
        CandidateQuery wanted,
        CandidateQuery shown,
        Optional<CandidatePages> pages,
        Rows<List<String>> rows,
        Optional<CandidateDetails> details,
        Optional<Integer> top,
        Optional<String> trouble)
        implements Screen {
    /** What follows the selection or the filter is asked for when neither has moved for so long. */
    private static final Duration REST = Duration.ofMillis(150);

    static Step<ConsoleState> open(TableReview table, Cutoff cutoff, ConsoleState state, World world) {
        CandidateQuery query = new CandidateQuery(table.table().name(), cutoff, false, "");
        PurgeCandidates pane = new PurgeCandidates(
                world,
                table,
                query,
                query,
                Optional.empty(),
                Rows.none(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return Step.of(PurgeScreen.open(pane, state), pane.first());
    }

    static Optional<PurgeCandidates> here(ConsoleState state) {
        return PurgeScreen.pane(PurgeCandidates.class, state);
    }

    @Override
    public List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(Action.GO, Action.HOLD, Action.FILTER, Action.ANOMALIES));
        actions.addAll(List.of(Action.EXPORT, Action.PURGE, Action.HOLDS, Action.REFRESH));
        actions.addAll(Moves.ALL);
        if (top.isPresent()) {
            actions.add(Action.BACK);
        }
        return actions;
    }

    @Override
    public String label(Action action) {
        return switch (action) {
            case GO -> top.isPresent() ? "list" : "details";
            case ANOMALIES -> wanted.anomalies() ? "candidates" : "anomalies";
            default -> action.label();
        };
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        return switch (action) {
            case GO, HOLD -> rows.selected().isEmpty() ? Optional.of("No row is selected.") : Optional.empty();
            case EXPORT ->
                wanted.anomalies() ? Optional.of("Only candidates are exported; A shows them.") : Optional.empty();
            case FILTER ->
                top.isPresent()
                        ? Optional.of("One row is open; Esc goes back to the list, which can be filtered.")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    @Override
    public boolean hinted(Action action, ConsoleState state) {
        return action != Action.REFRESH;
    }

    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        return Step.of(
                PurgeScreen.change(PurgeCandidates.class, state, pane -> pane.with(pane.rows.fit(height(state)))));
    }

    /** The first page of what is wanted. */
    private Effect<ConsoleState> first() {
        return ask(false, Optional.empty(), (pane, page) -> CandidatePages.first(page));
    }

    /** What is asked is of use only to who still wants it. */
    private Effect<ConsoleState> ask(
            boolean backwards,
            Optional<List<String>> beside,
            BiFunction<PurgeCandidates, List<Candidate>, CandidatePages> put) {
        CandidateQuery query = wanted;
        return send -> {
            try {
                List<Candidate> page = query.page(world, beside, backwards);
                send.accept(state -> here(state)
                        .filter(pane -> pane.wanted.equals(query))
                        .map(pane -> pane.arrived(put.apply(pane, page), beside.isEmpty() && backwards, state))
                        .orElse(Step.of(state)));
            } catch (RuntimeException failure) {
                String why = Inquiry.sentence(failure);
                send.accept(state ->
                        Step.of(PurgeScreen.change(PurgeCandidates.class, state, pane -> pane.failed(query, why))));
            }
        };
    }

    Step<ConsoleState> arrived(CandidatePages now, boolean end, ConsoleState state) {
        Rows<List<String>> moved = rows.replaced(now.keys(), key -> String.join(", ", key), height(state));
        Rows<List<String>> next = end ? moved.moved(Action.BOTTOM, height(state)) : moved;
        PurgeCandidates pane = new PurgeCandidates(
                world, table, wanted, wanted, Optional.of(now), next, details, top, Optional.empty());
        ConsoleState with = PurgeScreen.change(PurgeCandidates.class, state, any -> pane);
        return pane.follow(with.silentIf(Inquiry.ASKING));
    }

    PurgeCandidates failed(CandidateQuery query, String why) {
        return query.equals(wanted)
                ? new PurgeCandidates(
                        world,
                        table,
                        wanted,
                        shown,
                        pages.map(known -> known.asked(false)),
                        rows,
                        details,
                        top,
                        Optional.of(why))
                : this;
    }

    /** The details of what is selected, once it rests. */
    private Step<ConsoleState> follow(ConsoleState state) {
        Optional<List<String>> key = rows.selected();
        if (key.isEmpty()
                || details.filter(known -> known.key().equals(key.get())).isPresent()) {
            return Step.of(state);
        }
        return Step.of(
                state,
                Effect.after(
                        REST,
                        later -> here(later)
                                .filter(pane -> pane.rows.selected().equals(key))
                                .map(pane -> Step.of(later, pane.detail(key.get())))
                                .orElse(Step.of(later))));
    }

    private Effect<ConsoleState> detail(List<String> key) {
        CandidateQuery query = shown;
        return send -> {
            CandidateDetails read = CandidateDetails.read(query, key, world);
            send.accept(state -> Step.of(PurgeScreen.change(PurgeCandidates.class, state, pane -> pane.with(read))));
        };
    }

    PurgeCandidates with(CandidateDetails read) {
        return rows.selected().filter(read.key()::equals).isPresent()
                ? new PurgeCandidates(world, table, wanted, shown, pages, rows, Optional.of(read), top, trouble)
                : this;
    }

    private PurgeCandidates with(Rows<List<String>> moved) {
        return new PurgeCandidates(world, table, wanted, shown, pages, moved, details, top, trouble);
    }

    private PurgeCandidates with(CandidatePages known) {
        return new PurgeCandidates(world, table, wanted, shown, Optional.of(known), rows, details, top, trouble);
    }

    private PurgeCandidates with(CandidateQuery other) {
        return new PurgeCandidates(
                world, table, other, shown, pages, rows, details, Optional.empty(), Optional.empty());
    }

    private PurgeCandidates scrolled(Optional<Integer> line) {
        return new PurgeCandidates(world, table, wanted, shown, pages, rows, details, line, trouble);
    }

    private static ConsoleState put(PurgeCandidates pane, ConsoleState state) {
        return PurgeScreen.change(PurgeCandidates.class, state, any -> pane);
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        return switch (action) {
            case GO -> Step.of(put(scrolled(top.isPresent() ? Optional.empty() : Optional.of(0)), state));
            case BACK -> Step.of(put(scrolled(Optional.empty()), state));
            case FILTER -> Step.of(state.open(FilterLine.of(wanted.filter())));
            case ANOMALIES -> want(wanted.turned(), state);
            case REFRESH -> again(state.say(Inquiry.ASKING, Role.DIM));
            case HOLD -> new Holding(table.table(), selected(), wanted.filter()).ask(state);
            case HOLDS -> PurgeHolds.open(state, world);
            case EXPORT -> new Exporting(wanted).ask(state);
            case PURGE -> PurgePlanning.open(table, wanted.cutoff(), state, world);
            default -> top.isPresent() ? inDetails(action, state) : inList(action, state);
        };
    }

    private List<String> selected() {
        return rows.selected().orElseThrow();
    }

    private Step<ConsoleState> want(CandidateQuery other, ConsoleState state) {
        PurgeCandidates pane = with(other);
        return Step.of(put(pane, state), pane.first());
    }

    /** What is held, or was purged, is seen. */
    Step<ConsoleState> again(ConsoleState state) {
        PurgeCandidates fresh =
                new PurgeCandidates(world, table, wanted, shown, pages, rows, Optional.empty(), top, Optional.empty());
        return Step.of(put(fresh, state), fresh.first());
    }

    private Step<ConsoleState> inDetails(Action action, ConsoleState state) {
        int lines = Paragraph.broken(lines(), state.columns() - 4).size();
        int line = Moves.scroll(action, top.orElse(0), lines, Math.max(1, state.bodyRows() - 2));
        return Step.of(put(scrolled(Optional.of(line)), state));
    }

    /** The lines about what is selected; empty while they are being read. */
    List<Span> lines() {
        return details.filter(
                        known -> rows.selected().filter(known.key()::equals).isPresent())
                .map(CandidateDetails::lines)
                .orElse(List.of());
    }

    private Step<ConsoleState> inList(Action action, ConsoleState state) {
        if (pages.isEmpty()) {
            return Step.of(state);
        }
        CandidatePages known = pages.get();
        if (action == Action.TOP && !known.first()) {
            return Step.of(put(with(Rows.none()), state), first());
        }
        if (action == Action.BOTTOM && !known.last()) {
            return Step.of(state, ask(true, Optional.empty(), (pane, page) -> CandidatePages.last(page)));
        }
        PurgeCandidates pane = with(rows.moved(action, height(state)));
        Step<ConsoleState> moved = pane.follow(put(pane, state));
        return pane.more(known, moved);
    }

    /** The page that comes next, when the end of what is known is near. */
    private Step<ConsoleState> more(CandidatePages known, Step<ConsoleState> moved) {
        int near = 2 * height(moved.model());
        int place = rows.list().selected();
        boolean down = !known.last() && known.rows().size() - place < near;
        boolean up = !known.first() && place < near;
        if (known.fetching() || !(down || up)) {
            return moved;
        }
        int edge = down ? known.rows().size() - 1 : 0;
        Optional<List<String>> beside = Optional.of(known.rows().get(edge).key());
        Effect<ConsoleState> effect = ask(
                !down,
                beside,
                (pane, page) -> down
                        ? pane.pages.orElse(known).after(page)
                        : pane.pages.orElse(known).before(page));
        return Step.of(put(with(known.asked(true)), moved.model()), effect).with(moved.effects());
    }

    @Override
    public String filter() {
        return wanted.filter();
    }

    @Override
    public String found() {
        return pages.filter(known -> shown.equals(wanted))
                .map(CandidatePages::sum)
                .orElse("looking…");
    }

    @Override
    public Screen filtered(String text, ConsoleState state) {
        return with(wanted.filtered(text));
    }

    /** Another filter may be typed: it is asked for when it rests. */
    @Override
    public Step<ConsoleState> moved(ConsoleState state) {
        CandidateQuery typed = wanted;
        return Step.of(
                state,
                Effect.after(
                        REST,
                        later -> here(later)
                                .filter(pane -> pane.wanted.equals(typed) && !pane.shown.equals(typed))
                                .map(pane -> Step.of(later, pane.first()))
                                .orElse(Step.of(later))));
    }

    private static int height(ConsoleState state) {
        return CandidatesView.height(state.columns(), state.bodyRows());
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        new CandidatesView(this, canvas).draw();
    }
}
