package io.emcee.tui.screen;

import io.emcee.catalog.Column;
import io.emcee.catalog.Table;
import io.emcee.json.Durations;
import io.emcee.purge.Hold;
import io.emcee.purge.Holds;
import io.emcee.purge.PurgeRefused;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Holds a row, or what meets conditions, back from every purge: asks which, why and until when.
 *
 * @param key of the selected row
 * @param filter of the list, which is proposed where there is one
 */
record Holding(Table table, List<String> key, String filter) {
    private static final String AND = " and ";
    private static final String TITLE = "Hold";

    Step<ConsoleState> ask(ConsoleState state) {
        String proposed = filter.isEmpty() ? row() : first() + " ~ " + filter;
        return Step.of(state.open(AskedLine.of(
                        TITLE,
                        "No purge takes the rows of " + table.name().name() + " that meet this; a row of its own, or"
                                + " conditions such as owner = acme and size > 1000:",
                        proposed)
                .then((rows, closed, world) -> why(rows.equals(row()) ? "" : rows, closed))));
    }

    private String first() {
        return table.primaryKey().isEmpty() ? "id" : table.primaryKey().get(0).name();
    }

    /** {@code id = 0a1b}. */
    private String row() {
        List<String> columns = table.primaryKey().stream().map(Column::name).toList();
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < Math.min(columns.size(), key.size()); i++) {
            words.append(i == 0 ? "" : AND).append(columns.get(i)).append(" = ").append(key.get(i));
        }
        return words.toString().strip();
    }

    /** @param conditions empty for the row itself */
    private Step<ConsoleState> why(String conditions, ConsoleState state) {
        return Step.of(
                state.open(AskedLine.of(TITLE, "Type the reason; it stands in the journal and beside the rows:", "")
                        .then((reason, closed, world) -> until(conditions, reason, closed))));
    }

    private Step<ConsoleState> until(String conditions, String reason, ConsoleState state) {
        return Step.of(state.open(AskedLine.of(TITLE, "For how long, such as 90d? Nothing for as long as it takes:", "")
                .orNothing()
                .then((time, closed, world) -> hold(conditions, reason, time, closed, world))));
    }

    private Step<ConsoleState> hold(String conditions, String reason, String time, ConsoleState state, World world) {
        try {
            Optional<Instant> until = time.isEmpty()
                    ? Optional.empty()
                    : Optional.of(world.clock().instant().plus(length(time)));
            return Step.of(state, add(wanted(conditions, reason, until), world));
        } catch (PurgeRefused wrong) {
            return Step.of(state.say(Inquiry.sentence(wrong), Role.WARNING));
        }
    }

    private static Duration length(String time) {
        try {
            return Durations.parse(time);
        } catch (IllegalArgumentException wrong) {
            throw new PurgeRefused(
                    "\"" + time + "\" is no length of time, so nothing is held; write it as 90d or 12h.");
        }
    }

    private Holds.Wanted wanted(String conditions, String reason, Optional<Instant> until) {
        if (conditions.isEmpty()) {
            return new Holds.Wanted(Optional.of(key), List.of(), reason, until);
        }
        List<Hold.Term> terms =
                Arrays.stream(conditions.split(AND)).map(Hold.Term::parse).toList();
        return new Holds.Wanted(Optional.empty(), terms, reason, until);
    }

    private Effect<ConsoleState> add(Holds.Wanted wanted, World world) {
        return send -> {
            try {
                Holds.Held held = new Holds(world.engine()).add(table.name().toString(), wanted);
                String sentence = "Hold " + held.hold().number() + ": " + Figures.rows(held.rows()) + " of "
                        + table.name().name() + (held.rows() == 1 ? " is" : " are") + " held.";
                send.accept(state -> seen(state.say(sentence, Role.DONE), world));
            } catch (RuntimeException failure) {
                String why = Denied.sentence(failure, "nothing is held");
                send.accept(state -> Step.of(state.say(why, Role.ERROR)));
            }
        };
    }

    /** The list and the counts are other ones now. */
    static Step<ConsoleState> seen(ConsoleState state, World world) {
        Step<ConsoleState> counted = PurgeScreen.tables(state).read(state, world);
        return PurgeCandidates.here(counted.model())
                .map(pane -> pane.again(counted.model()).with(counted.effects()))
                .orElse(counted);
    }
}
