package io.emcee.tui.screen;

import io.emcee.catalog.QualifiedName;
import io.emcee.purge.Ages;
import io.emcee.purge.Counts;
import io.emcee.purge.Cutoff;
import io.emcee.purge.Patience;
import io.emcee.purge.Review;
import io.emcee.purge.TableReview;
import io.emcee.tui.loop.Message;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import java.util.List;
import java.util.function.Consumer;

/** Exact counts of some tables at one age, one after the other. May be cancelled from any thread. */
final class PurgeCounting {
    private final PurgeList list;
    private final List<TableReview> tables;
    private final Patience patience = new Patience();
    private volatile String current = "";

    PurgeCounting(PurgeList list, List<TableReview> tables) {
        this.list = list;
        this.tables = List.copyOf(tables);
    }

    /** The table that is being counted; empty before the first. */
    String current() {
        return current;
    }

    void run(World world, Consumer<Message<ConsoleState>> send) {
        try {
            Review review = world.review().with(patience);
            for (TableReview table : tables) {
                if (patience.ended()) {
                    return;
                }
                count(table, review, world, send);
            }
        } finally {
            send.accept(state -> Step.of(PurgeScreen.change(PurgeTables.class, state, pane -> pane.ended(this))));
        }
    }

    /** A table that takes too long, or that the role may not read, is passed over. */
    private void count(TableReview table, Review review, World world, Consumer<Message<ConsoleState>> send) {
        QualifiedName name = table.table().name();
        current = name.name();
        try {
            Ages known = list.ages(table);
            Ages ages = known.exact() ? known : review.ages(name, world.countLimit());
            Cutoff cutoff = list.cutoff(table);
            Counts counts = review.count(name, cutoff, world.countLimit());
            PurgeList.Counted found = new PurgeList.Counted(cutoff, counts);
            send.accept(state ->
                    Step.of(PurgeScreen.change(PurgeTables.class, state, pane -> pane.counted(name, ages, found))));
        } catch (RuntimeException failure) {
            if (!patience.ended()) {
                String sentence = "The rows of " + name + " could not be counted: " + Inquiry.sentence(failure);
                send.accept(state -> Step.of(state.say(sentence, Role.ERROR)));
            }
        }
    }

    /** Ends the counting soon; returns at once. */
    void cancel(World world) {
        end(patience, world);
    }

    /** Ends what is asked with it soon; returns at once. */
    static void end(Patience patience, World world) {
        Thread canceller = new Thread(() -> patience.end(world.engine()), "cancel count");
        canceller.setDaemon(true);
        canceller.start();
    }
}
