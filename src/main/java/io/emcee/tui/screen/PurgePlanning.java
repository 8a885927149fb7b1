package io.emcee.tui.screen;

import io.emcee.purge.Blocking;
import io.emcee.purge.Cutoff;
import io.emcee.purge.Patience;
import io.emcee.purge.PurgePlan;
import io.emcee.purge.PurgePlanner;
import io.emcee.purge.PurgeRequest;
import io.emcee.purge.TableReview;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * What a purge of one table would do, to be read and confirmed.
 *
 * @param patience by which the making of the plan ends
 * @param plan empty until it is made
 * @param blocking rows that keep some of the roots
 * @param trouble why there is no plan
 * @param barred why nothing is run from here; empty when it may
 * @param sql whether the statements are shown
 * @param top the first line shown
 */
record PurgePlanning(
        TableReview table,
        Cutoff cutoff,
        Patience patience,
        Optional<PurgePlan> plan,
        List<Blocking> blocking,
        Optional<String> trouble,
        Optional<String> barred,
        boolean sql,
        int top)
        implements Screen {
    private static final int BLOCKING = 20;

    static Step<ConsoleState> open(TableReview table, Cutoff cutoff, ConsoleState state, World world) {
        Optional<String> barred = world.plansOnly()
                .map(why -> "Not run from here: " + why + ". Make one: emcee purge --tables "
                        + table.table().name().name() + " --older-than "
                        + cutoff.age().toDays() + "d --out FILE; then run it: emcee run FILE");
        PurgePlanning pane = new PurgePlanning(
                table, cutoff, new Patience(), Optional.empty(), List.of(), Optional.empty(), barred, false, 0);
        return Step.of(PurgeScreen.open(pane, state), pane.make(world));
    }

    private Effect<ConsoleState> make(World world) {
        String name = table.table().name().name();
        PurgeRequest request = new PurgeRequest(
                PurgeRequest.Scope.TREES,
                List.of(name),
                Optional.of(cutoff.age()),
                OptionalLong.empty(),
                Optional.of(cutoff.at()));
        return send -> {
            try {
                PurgePlan made = new PurgePlanner(world.engine(), world.purgeRules(), patience).plan(request);
                List<Blocking> kept = world.review().blocking(table.table().name(), cutoff, BLOCKING);
                send.accept(state -> changed(state, pane -> pane.with(made, kept)));
            } catch (RuntimeException failure) {
                String why = Inquiry.sentence(failure);
                send.accept(state -> changed(state, pane -> pane.failed(why)));
            }
        };
    }

    /** Nobody waits for the plan any more. */
    void closed(World world) {
        if (plan.isEmpty()) {
            PurgeCounting.end(patience, world);
        }
    }

    private static Step<ConsoleState> changed(ConsoleState state, UnaryOperator<PurgePlanning> change) {
        return Step.of(PurgeScreen.change(PurgePlanning.class, state.silentIf(Inquiry.ASKING), change));
    }

    PurgePlanning with(PurgePlan made, List<Blocking> kept) {
        return new PurgePlanning(table, cutoff, patience, Optional.of(made), kept, Optional.empty(), barred, sql, top);
    }

    PurgePlanning failed(String why) {
        return new PurgePlanning(table, cutoff, patience, plan, blocking, Optional.of(why), barred, sql, top);
    }

    private PurgePlanning at(int line) {
        return new PurgePlanning(table, cutoff, patience, plan, blocking, trouble, barred, sql, line);
    }

    private PurgePlanning turned() {
        return new PurgePlanning(table, cutoff, patience, plan, blocking, trouble, barred, !sql, 0);
    }

    @Override
    public List<Action> actions() {
        List<Action> actions = new ArrayList<>(List.of(Action.GO, Action.STOP, Action.SQL, Action.REFRESH));
        actions.addAll(Moves.ALL);
        return actions;
    }

    @Override
    public String label(Action action) {
        return action == Action.GO ? "purge" : action.label();
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        return switch (action) {
            case GO -> state.atWork().or(this::obstacle);
            case STOP -> state.purging().isEmpty() ? Optional.of("Nothing is running.") : Optional.empty();
            case SQL -> plan.isEmpty() ? Optional.of("There is no plan yet.") : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Why it cannot be run now; empty when it can. */
    Optional<String> obstacle() {
        if (plan.isEmpty()) {
            return Optional.of(trouble.orElse("The plan is being made."));
        }
        return barred.or(() -> plan.get().closed().stream().findFirst().map(PurgePlan.Closed::sentence))
                .or(() -> plan.get().isEmpty() ? Optional.of("Nothing would go.") : Optional.empty());
    }

    @Override
    public boolean hinted(Action action, ConsoleState state) {
        boolean runs = state.purging().isPresent();
        return action == Action.STOP ? runs : !runs || action == Action.GO;
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        return switch (action) {
            case GO -> confirm(state, world);
            case SQL -> Step.of(put(turned(), state));
            case REFRESH -> Step.of(state.say(Inquiry.ASKING, Role.DIM), make(world));
            case STOP -> {
                state.purging().ifPresent(run -> run.stop().request());
                yield Step.of(state.say(UpgradeScreen.STOPPING, Role.WARNING));
            }
            default -> {
                Page page = page(state.columns() - 2, state.bodyRows(), world);
                yield Step.of(put(at(Moves.scroll(action, top, page.lines().size(), page.height())), state));
            }
        };
    }

    private static ConsoleState put(PurgePlanning pane, ConsoleState state) {
        return PurgeScreen.change(PurgePlanning.class, state, any -> pane);
    }

    /** The table and the number of its rows are typed: neither is what was typed the last time by habit. */
    private Step<ConsoleState> confirm(ConsoleState state, World world) {
        PurgePlan made = plan.orElseThrow();
        String name = table.table().name().name();
        return Step.of(state.open(TypedConfirmation.of(
                "the table and the number of its rows",
                name + " " + roots(made),
                new PurgePlanLines(this, made, world).stake(),
                (confirmed, closed) -> PurgeRun.begin(
                        made, Map.of(table.table().name().toString(), confirmed.answer()), closed, world))));
    }

    private static long roots(PurgePlan plan) {
        return plan.roots().stream().mapToLong(plan::eligible).sum();
    }

    private Page page(int columns, int rows, World world) {
        List<Span> lines = plan.map(made -> new PurgePlanLines(this, made, world).lines())
                .orElse(List.of(
                        Span.of(trouble.orElse("Making the plan…"), trouble.isPresent() ? Role.ERROR : Role.DIM)));
        return Page.of(lines, closing(), columns, rows);
    }

    private List<Span> closing() {
        if (plan.isEmpty()) {
            return List.of();
        }
        return obstacle()
                .map(why -> List.of(Span.of(why, Role.WARNING)))
                .orElse(List.of(Span.of("Enter purges, once it is confirmed.", Role.NEXT)));
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        Canvas inside = canvas.inset(1, 0);
        if (state.purging().isPresent()) {
            state.purging().get().draw(inside, state.logShown() ? List.of() : state.log());
            return;
        }
        page(inside.columns(), inside.rows(), world).draw(inside, top);
    }
}
