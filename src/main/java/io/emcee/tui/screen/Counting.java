package io.emcee.tui.screen;

import io.emcee.catalog.ExactCount;
import io.emcee.catalog.SoftDeletedCount;
import io.emcee.catalog.Table;
import io.emcee.tui.loop.Message;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Exact counts of some tables, one after the other on a connection of their own. May be cancelled from any thread. */
final class Counting {
    private final List<Table> tables;
    private final Duration limit;
    private volatile boolean cancelled;
    private volatile String current = "";
    private volatile Optional<ExactCount> running = Optional.empty();

    /** @param limit for each table; zero for none */
    Counting(List<Table> tables, Duration limit) {
        this.tables = List.copyOf(tables);
        this.limit = limit;
    }

    /** The table that is being counted; empty before the first. */
    String current() {
        return current;
    }

    void run(World world, Consumer<Message<ConsoleState>> send) throws SQLException {
        try (Connection connection = world.database().reader("count", Duration.ZERO)) {
            for (Table table : tables) {
                if (cancelled) {
                    return;
                }
                count(table, connection, send);
            }
        } finally {
            send.accept(state -> Step.of(TablesScreen.here(state).ended(this, state)));
        }
    }

    /** A table that the role may not read is passed over. */
    private void count(Table table, Connection connection, Consumer<Message<ConsoleState>> send) throws SQLException {
        current = table.name().name();
        ExactCount count = new ExactCount(table, limit);
        running = Optional.of(count);
        try {
            Optional<SoftDeletedCount> found = count.run(connection);
            found.ifPresent(exact ->
                    send.accept(state -> Step.of(TablesScreen.here(state).counted(table.name(), exact, state))));
        } catch (SQLException failure) {
            if (connection.isClosed()) {
                throw failure;
            }
            String sentence =
                    "The soft-deleted rows of " + table.name() + " could not be counted: " + Inquiry.sentence(failure);
            send.accept(state -> Step.of(state.say(sentence, Role.ERROR)));
        }
    }

    /** Ends the counting soon; returns at once. */
    void cancel() {
        cancelled = true;
        Optional<ExactCount> now = running;
        now.ifPresent(count -> {
            Thread canceller = new Thread(() -> cancel(count), "cancel count");
            canceller.setDaemon(true);
            canceller.start();
        });
    }

    private static void cancel(ExactCount count) {
        try {
            count.cancel();
        } catch (SQLException gone) {
            // The connection is gone, and the count with it.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
