package io.emcee.tui.screen;

import io.emcee.script.RevisionSet;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Span;
import java.util.List;
import java.util.Optional;

/** What the walk shows while nothing runs. */
sealed interface Card
        permits WaitingCard, AdoptCard, PreflightCard, StepCard, DoneCard, FailedCard, SummaryCard, FinishedCard {
    /** The release it is about; empty for none. */
    String release();

    /** What the footer calls Enter. */
    default String label() {
        return "go on";
    }

    /** What Enter does. */
    Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world);

    /** Why the facts do not let it be shown; empty when they do. */
    default Optional<String> obstacle(Facts facts) {
        return facts.obstacle();
    }

    /** Why Enter does nothing; empty when it does something. */
    default Optional<String> nothingToDo() {
        return Optional.empty();
    }

    /** The card after the facts have changed. */
    default Card follow(Facts facts, World world) {
        return this;
    }

    /** The release before which the surroundings of the database are looked at; empty when that is not due. */
    default Optional<String> examines() {
        return Optional.empty();
    }

    /** Asks what it shows, if that is not known yet or was asked too long ago. */
    default Step<ConsoleState> due(ConsoleState state, World world) {
        return examines().map(release -> Examined.due(release, state, world)).orElseGet(() -> Step.of(state));
    }

    /** Asks what it shows now. */
    default Step<ConsoleState> look(ConsoleState state, World world) {
        return examines().map(release -> Examined.look(release, state, world)).orElseGet(() -> Step.of(state));
    }

    /** What there is to read; may be longer than the screen. */
    List<Span> lines(World world, ConsoleState state, UpgradeScreen screen);

    /** What must be seen before Enter is pressed, however long the text is. */
    default List<Span> closing(World world, ConsoleState state) {
        return List.of();
    }

    /** The card for what comes next, as the facts say: the preflight only before a release is begun. */
    static Card next(Facts facts, World world) {
        RevisionSet set = world.engine().set();
        return facts.next()
                .<Card>map(step -> step.whole(set) || facts.begun(step.release())
                        ? StepCard.of(step, world)
                        : new PreflightCard(step, false))
                .orElseGet(FinishedCard::new);
    }
}
