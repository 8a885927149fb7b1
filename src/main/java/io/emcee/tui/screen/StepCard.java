package io.emcee.tui.screen;

import io.emcee.engine.Answers;
import io.emcee.engine.Event;
import io.emcee.engine.Overrules;
import io.emcee.revision.Phase;
import io.emcee.revision.Revision;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A step to be read and confirmed.
 *
 * @param barred why it is not run from here; empty when it is
 */
record StepCard(WalkStep work, Optional<String> barred) implements Card {
    static StepCard of(WalkStep work, World world) {
        return new StepCard(
                work,
                world.plansOnly()
                        .map(why -> "Not run from here: " + why + ". Make one: "
                                + work.planCommand(world.engine().set()) + "; then run it: emcee run FILE"));
    }

    @Override
    public Optional<String> nothingToDo() {
        return barred;
    }

    @Override
    public String release() {
        return work.release();
    }

    @Override
    public String label() {
        return "run it";
    }

    @Override
    public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
        if (DrainCard.due(work, world)) {
            DrainCard card = DrainCard.of(work);
            return card.look(state.with(Tab.UPGRADE, screen.with(card)), world);
        }
        return confirmed(
                work,
                state,
                world,
                (consents, closed) ->
                        screen.run(work, new Answers(Overrules.NONE, Optional.empty(), true, consents), closed, world));
    }

    /** Asks for the database's name where data is dropped. */
    static Step<ConsoleState> confirmed(
            WalkStep work,
            ConsoleState state,
            World world,
            BiFunction<List<Event.Consent>, ConsoleState, Step<ConsoleState>> next) {
        if (!work.dropsData(world.engine().set())) {
            return next.apply(List.of(), state);
        }
        String database = world.database().address().database();
        String warning = work.last() + " drops data for good; only a backup brings it back.";
        return Step.of(state.open(TypedConfirmation.of(
                "the database's name", database, warning, (typed, closed) -> next.apply(List.of(typed), closed))));
    }

    @Override
    public Card follow(Facts facts, World world) {
        return work.open(facts.progress()) ? this : Card.next(facts, world);
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        RevisionSet set = world.engine().set();
        List<Span> lines = new ArrayList<>();
        work.scripts(set).stream().filter(script -> !script.placeholder()).forEach(script -> {
            lines.add(Span.of(
                    title(script.revision()), GraphLayout.role(script.revision().phase())));
            lines.add(Span.of(""));
            rowsLeft(script, state).ifPresent(lines::add);
            lines.addAll(Details.sql(script));
            lines.addAll(new ForecastLines(state.forecast()).of(script.id()));
            lines.add(Span.of(""));
        });
        if (work.placeholders(set)) {
            String these = work.revisions().size() == 1 ? "the revision is" : "these revisions are";
            lines.add(Span.of((work.whole(set) ? "Nothing changes in " + work.release() : "Nothing changes here") + "; "
                    + these + " only recorded:"));
            work.scripts(set).forEach(script -> lines.add(Span.of("  " + title(script.revision()), Role.DIM)));
            lines.add(Span.of(""));
        }
        return lines;
    }

    @Override
    public List<Span> closing(World world, ConsoleState state) {
        RevisionSet set = world.engine().set();
        return List.of(
                consequence(work, set),
                barred.map(why -> Span.of(why, Role.WARNING))
                        .orElseGet(() -> Span.of("Enter runs it, as would: " + work.command(set), Role.NEXT)));
    }

    private static String title(Revision revision) {
        return revision.phase().word() + ": " + revision.id() + ", " + revision.summary();
    }

    private static Optional<Span> rowsLeft(Script script, ConsoleState state) {
        return state.facts()
                .flatMap(facts -> Optional.ofNullable(facts.pending().get(script.id())))
                .map(rows -> Span.of(Figures.rows(rows) + " to migrate, in batches; it can be stopped and gone on"
                        + " with at any time."));
    }

    /** What the operator must know before Enter. */
    private static Span consequence(WalkStep work, RevisionSet set) {
        if (work.dropsData(set)) {
            return Span.of(
                    "Point of no return: this drops data for good. Enter asks for the database's name.", Role.DANGER);
        }
        if (work.placeholders(set)) {
            return Span.of("Old and new services go on as before.", Role.DIM);
        }
        Phase phase = work.phases(set).get(0);
        return switch (phase) {
            case BASE, EXPAND ->
                Span.of("Old services go on working. If it fails, nothing of the failed part stays.", Role.DIM);
            case MIGRATE -> Span.of("Old and new services go on working while rows are migrated.", Role.DIM);
            case CONTRACT ->
                Span.of(
                        "Services of the release before must be gone now: this is the point of no return.",
                        Role.WARNING);
        };
    }
}
