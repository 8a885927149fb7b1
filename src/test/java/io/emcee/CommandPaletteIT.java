package io.emcee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.cli.Session;
import io.emcee.config.Configuration;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Engines;
import io.emcee.engine.Operation;
import io.emcee.tui.screen.Palette;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the console's {@code :} runs, on a database at austin. */
@ExtendWith(Postgres.class)
class CommandPaletteIT {
    private final List<String> printed = new CopyOnWriteArrayList<>();

    private static Palette palette(TestDatabase database) {
        Engines engines = Engines.of(database, "bexar").run(Operation.EXPAND, "austin");
        Address address = Address.of(database.url(), Optional.of(database.user()), Map.of());
        Database where = new Database(address, Passwords.of(new Password(database.password())), "emcee/test");
        Session session =
                new Session(Optional.empty(), false, where, engines.engine(), Configuration.NONE, Optional.empty());
        return new CommandPalette(session, Map.of());
    }

    @Test
    void whatACommandPrintsComesLineByLine(TestDatabase database) {
        Palette.Command command = palette(database).command("db version");
        assertEquals(0, command.run(printed::add));
        assertEquals(List.of("austin"), printed);
        assertFalse(command.stop());
    }

    @Test
    void aRunIsStoppedWhileItWaits(TestDatabase database) throws Exception {
        Palette.Command command = palette(database).command("db expand bexar_expand01");
        try (Connection holder = database.connection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("LOCK TABLE servers IN ACCESS SHARE MODE");
            CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> command.run(printed::add));
            while (printed.stream().noneMatch(line -> line.contains("Waiting for a lock"))) {
                Thread.onSpinWait();
            }
            assertTrue(command.stop());
            assertEquals(8, run.get(10, TimeUnit.SECONDS));
        }
        assertTrue(printed.contains("Stopping..."), printed::toString);
        assertEquals("austin", Engines.of(database, "bexar").version());
    }

    @Test
    void aRunThatWasStoppedBeforeItBeganDoesNothing(TestDatabase database) {
        Palette.Command command = palette(database).command("db expand bexar_expand01");
        assertFalse(command.stop());
        assertEquals(8, command.run(printed::add));
        assertEquals("austin", Engines.of(database, "bexar").version());
    }
}
