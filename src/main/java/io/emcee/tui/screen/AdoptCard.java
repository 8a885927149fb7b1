package io.emcee.tui.screen;

import io.emcee.engine.Adoption;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Another tool has managed the database, or has gone on with it: what taking it under control would record.
 *
 * @param asked what the facts said when the question was asked; empty before that
 * @param found empty until there is an answer
 * @param trouble why there is none, or why it was not recorded
 * @param recording whether the operator has agreed
 */
record AdoptCard(Optional<String> asked, Optional<Adoption> found, Optional<String> trouble, boolean recording)
        implements Card {
    private static final String LOOKING = "Looking at what the other tool has left…";
    private static final String RECORDING = "Recording…";

    static AdoptCard start() {
        return new AdoptCard(Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    @Override
    public String release() {
        return "";
    }

    @Override
    public String label() {
        return "record it";
    }

    /** What stands in the way of everything else is what this is about. */
    @Override
    public Optional<String> obstacle(Facts facts) {
        return Optional.empty();
    }

    @Override
    public Optional<String> nothingToDo() {
        if (recording) {
            return Optional.of(RECORDING);
        }
        return trouble.or(() -> found.isEmpty()
                ? Optional.of(LOOKING)
                : found.filter(Adoption::isEmpty).map(nothing -> "There is nothing to record."));
    }

    @Override
    public Card follow(Facts facts, World world) {
        return facts.adoptable() ? this : Card.next(facts, world);
    }

    /** Asked again only when the other tool says something else: the answer may count rows. */
    @Override
    public Step<ConsoleState> due(ConsoleState state, World world) {
        Optional<String> said = state.facts().flatMap(Facts::obstacle);
        return said.equals(asked) ? Step.of(state) : look(state, world);
    }

    @Override
    public Step<ConsoleState> look(ConsoleState state, World world) {
        AdoptCard asking =
                new AdoptCard(state.facts().flatMap(Facts::obstacle), Optional.empty(), Optional.empty(), false);
        Effect<ConsoleState> ask = send -> {
            try {
                Adoption adoption = world.engine().adoptions().look(Optional.empty());
                send.accept(model -> Step.of(asking.answered(Optional.of(adoption), Optional.empty(), model)));
            } catch (RuntimeException failure) {
                String why = Inquiry.sentence(failure);
                send.accept(model -> Step.of(asking.answered(Optional.empty(), Optional.of(why), model)));
            }
        };
        return Step.of(shown(asking, state), ask);
    }

    /** An answer to a question that was overtaken says nothing any more. */
    ConsoleState answered(Optional<Adoption> adoption, Optional<String> why, ConsoleState state) {
        boolean awaited = UpgradeScreen.here(state).card().equals(this);
        return awaited
                ? shown(new AdoptCard(asked, adoption, why, false), state).silentIf(LOOKING)
                : state;
    }

    private static ConsoleState shown(AdoptCard card, ConsoleState state) {
        return state.with(Tab.UPGRADE, UpgradeScreen.here(state).with(card));
    }

    @Override
    public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
        if (world.plansOnly().isPresent()) {
            return Step.of(state.say(barred(world.plansOnly().get()), Role.WARNING));
        }
        String database = world.database().address().database();
        return Step.of(state.open(new Question(
                "Adopt",
                "emcee keeps the histories of " + database + " from then on, in its own schema emcee; emcee db release"
                        + " takes that away again.",
                "Record this",
                closed -> agreed(closed.model(), world))));
    }

    private static String barred(String why) {
        return "Not recorded from here: " + why
                + ". Make one: emcee plan --phase version_control --out FILE; then run it:" + " emcee run FILE";
    }

    /** The facts may have changed while the question was open. */
    private Step<ConsoleState> agreed(ConsoleState state, World world) {
        return UpgradeScreen.here(state).card().equals(this)
                ? record(state, world)
                : Step.of(state.say("The database has changed meanwhile; nothing was recorded.", Role.WARNING));
    }

    private Step<ConsoleState> record(ConsoleState state, World world) {
        Adoption adoption = found.orElseThrow();
        AdoptCard agreed = new AdoptCard(asked, found, Optional.empty(), true);
        Effect<ConsoleState> effect = send -> {
            try {
                world.engine().adoptions().adopt(adoption, Optional.empty());
                String sentence = "The database is under control at " + adoption.version() + ".";
                send.accept(model -> Step.of(model.say(sentence, Role.DONE), new Inquiry(world).rows()));
            } catch (RuntimeException failure) {
                AdoptCard failed =
                        new AdoptCard(asked, Optional.empty(), Optional.of(Inquiry.sentence(failure)), false);
                send.accept(model ->
                        Step.of(UpgradeScreen.here(model).card().equals(agreed) ? shown(failed, model) : model));
            }
        };
        return Step.of(shown(agreed, state), effect);
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        List<Span> lines = new ArrayList<>();
        state.facts().flatMap(Facts::obstacle).ifPresent(why -> lines.add(Span.of(why, Role.WARNING)));
        lines.add(Span.of(""));
        trouble.ifPresent(why -> lines.add(Span.of(why, Role.ERROR)));
        found.ifPresent(adoption ->
                lines.addAll(new AdoptionLines(adoption, world.engine().set()).lines()));
        return lines;
    }

    @Override
    public List<Span> closing(World world, ConsoleState state) {
        if (recording || (found.isEmpty() && trouble.isEmpty())) {
            return List.of(Span.of(recording ? RECORDING : LOOKING, Role.DIM));
        }
        if (nothingToDo().isEmpty() && world.plansOnly().isPresent()) {
            return List.of(Span.of(barred(world.plansOnly().get()), Role.WARNING));
        }
        return nothingToDo().isPresent()
                ? List.of(Span.of("r looks again.", Role.WARNING))
                : List.of(Span.of("Enter records it, as would: emcee db version_control", Role.NEXT));
    }
}
