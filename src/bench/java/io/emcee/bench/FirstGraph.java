package io.emcee.bench;

import io.emcee.backup.Places;
import io.emcee.cli.DatabaseAccess;
import io.emcee.cli.OwnRunner;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Actor;
import io.emcee.engine.Engine;
import io.emcee.rehearsal.Rehearsal;
import io.emcee.rehearsal.Settings;
import io.emcee.script.RevisionSets;
import io.emcee.tui.loop.FrameEncoder;
import io.emcee.tui.loop.ScreenDriver;
import io.emcee.tui.paint.ColourDepth;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Themes;
import io.emcee.tui.screen.Console;
import io.emcee.tui.screen.ConsoleState;
import io.emcee.tui.screen.Palette;
import io.emcee.tui.screen.World;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens the console on a large set, goes to the graph and prints how many milliseconds that took. */
public final class FirstGraph {
    private FirstGraph() {}

    /** @param arguments the database's URL, its user, and the folder of the set */
    public static void main(String[] arguments) {
        Database database = new Database(
                Address.of(arguments[0], Optional.of(arguments[1]), Map.of()),
                Passwords.of(new Password(System.getenv("PGPASSWORD"))),
                "emcee/bench");
        ScreenDriver<ConsoleState> console =
                ScreenDriver.of(new Console(world(database, arguments[2])), 120, 40);
        FrameEncoder encoder = new FrameEncoder(true, StandardCharsets.UTF_8);
        encoder.encode(console.frame());
        long begin = System.nanoTime();
        console.press("2");
        String bytes = encoder.encode(console.frame());
        double took = (System.nanoTime() - begin) / 1e6;
        if (!console.text().contains("expand00001") || bytes.isEmpty()) {
            throw new IllegalStateException("The graph is not there:\n" + console.text());
        }
        System.out.println(took);
    }

    private static World world(Database database, String set) {
        Engine engine = new Engine(
                new DatabaseAccess(database),
                RevisionSets.load(set),
                Optional.empty(),
                new Actor("bench", "localhost"),
                Engine.Pace.of(1000));
        return new World(
                engine,
                new Rehearsal(engine, database, Settings.of(false, Optional.empty(), Map.of())),
                database,
                Places.of(Optional.empty(), Map.of()),
                "bench",
                false,
                Optional.empty(),
                Themes.bundled().load(Themes.BUNDLED.get(0), ColourDepth.INDEXED),
                Glyphs.UNICODE,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                new NoCommands(),
                new OwnRunner(engine),
                List.of(),
                Clock.systemUTC());
    }

    private static final class NoCommands implements Palette {
        @Override
        public List<String> complete(String line) {
            return List.of();
        }

        @Override
        public Command command(String line) {
            throw new IllegalStateException("The benchmark runs no command.");
        }
    }
}
