package io.emcee.tui.screen;

import io.emcee.catalog.LockHolder;
import io.emcee.catalog.Server;
import io.emcee.engine.DatabaseState;
import io.emcee.revision.RevisionId;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Asks the database what the screens show, off the thread that draws. */
final class Inquiry {
    private final World world;

    Inquiry(World world) {
        this.world = world;
    }

    /** The version only: cheap enough to be asked every few seconds. */
    Effect<ConsoleState> version() {
        return send -> send.accept(learn(false));
    }

    /** The version, and every open data migration how many rows are pending. */
    Effect<ConsoleState> rows() {
        return send -> send.accept(learn(true));
    }

    private Message<ConsoleState> learn(boolean rows) throws SQLException {
        Server server;
        try (Connection connection = world.database().reader("console", world.screenLimit())) {
            server = Server.read(connection);
        }
        DatabaseState state = world.engine().inspect();
        Optional<Map<RevisionId, Long>> pending =
                rows ? Optional.of(world.engine().pending(state.progress())) : Optional.empty();
        Optional<LockHolder> busy = world.engine().busy();
        String schema = world.engine().schema();
        return model -> {
            Map<RevisionId, Long> counted =
                    pending.or(() -> model.facts().map(Facts::pending)).orElse(Map.of());
            Facts facts = new Facts(
                    server, schema, state, counted, busy, world.clock().instant());
            ConsoleState next = model.with(facts);
            return next.screen().refreshed(rows ? next.silent() : next, world);
        };
    }

    /** What a failure says to the operator: its own sentence, else that it is a fault of the program. */
    static String sentence(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? "Internal error: " + cause : message.strip();
    }
}
