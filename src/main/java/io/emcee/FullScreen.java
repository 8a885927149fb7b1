package io.emcee;

import io.emcee.backup.Places;
import io.emcee.cli.ConsoleStart;
import io.emcee.cli.DatabaseAccess;
import io.emcee.cli.ExitCode;
import io.emcee.cli.LabStart;
import io.emcee.cli.Look;
import io.emcee.cli.OwnRunner;
import io.emcee.cli.Programs;
import io.emcee.cli.Refusal;
import io.emcee.cli.Release;
import io.emcee.cli.Runner;
import io.emcee.cli.Session;
import io.emcee.cli.Workers;
import io.emcee.config.Preferences;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Actor;
import io.emcee.engine.Engine;
import io.emcee.engine.GateRules;
import io.emcee.engine.LockLadder;
import io.emcee.engine.PreflightRules;
import io.emcee.lab.Lab;
import io.emcee.lab.LabFolder;
import io.emcee.lab.LabRequest;
import io.emcee.lab.LabUnusable;
import io.emcee.rehearsal.Rehearsal;
import io.emcee.script.RevisionSets;
import io.emcee.tui.loop.Loop;
import io.emcee.tui.loop.NoTerminalException;
import io.emcee.tui.loop.Settings;
import io.emcee.tui.loop.Tty;
import io.emcee.tui.paint.ColourDepth;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Theme;
import io.emcee.tui.paint.ThemeException;
import io.emcee.tui.paint.Themes;
import io.emcee.tui.screen.Console;
import io.emcee.tui.screen.World;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * The programs that take the whole screen.
 *
 * @param err told what the lab does before its console opens
 * @param rehearsal whether nobody looks: the console then ends after its first frame
 */
record FullScreen(Map<String, String> environment, PrintStream err, boolean rehearsal) implements Programs {
    @Override
    public int console(ConsoleStart start) {
        return console(start.session(), start.look());
    }

    @Override
    public int lab(LabStart start) {
        LabRequest request = request(start);
        try (Lab lab =
                Lab.open(request, (address, password) -> new DatabaseAccess(database(address, password)), this::say)) {
            Database database = database(lab.address(), lab.password());
            Engine engine = new Engine(
                    new DatabaseAccess(database),
                    RevisionSets.load("glance"),
                    Optional.empty(),
                    Actor.current(),
                    new Engine.Pace(
                            start.configuration().preferences().batchRows(),
                            LockLadder.DEFAULT,
                            PreflightRules.DEFAULT,
                            GateRules.WARNING));
            return console(
                    new Session(Optional.of("lab"), false, database, engine, start.configuration(), Optional.empty()),
                    start.look());
        } catch (LabUnusable unusable) {
            throw refused(unusable);
        }
    }

    private LabRequest request(LabStart start) {
        try {
            return new LabRequest(LabFolder.standard(environment), start.images(), start.fresh());
        } catch (LabUnusable unusable) {
            throw refused(unusable);
        }
    }

    private static Database database(Address address, Password password) {
        return new Database(address, Passwords.of(password), Release.application());
    }

    private void say(String line) {
        err.println(line);
    }

    /** Runs go on when the console ends; in the lab, whose server ends too, and where nothing else can be, they do not. */
    private Runner runner(Session session) {
        return Workers.of(session, environment)
                .<Runner>map(workers -> workers)
                .orElseGet(() -> new OwnRunner(session.engine()));
    }

    private int console(Session session, Look look) {
        Preferences preferences = session.configuration().preferences();
        Settings settings = new Settings(preferences.escapeDelay(), false);
        try (Runner runner = runner(session);
                Tty tty = rehearsal ? Tty.unseen(settings) : Tty.open(settings)) {
            Theme theme = theme(look, preferences, tty.colours());
            var loop = Loop.of(new Console(world(session, runner, theme, Glyphs.of(tty.charset()))), tty);
            if (rehearsal) {
                loop.stop();
            }
            loop.run();
            session.engine().hooks().settle();
            return ExitCode.DONE;
        } catch (NoTerminalException | ThemeException unusable) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(unusable.getMessage()));
        }
    }

    private Theme theme(Look look, Preferences preferences, int colours) {
        Optional<String> wish = look.colours() ? preferences.colours() : Optional.of("none");
        Themes themes = preferences.themes().map(Themes::over).orElseGet(Themes::bundled);
        return themes.load(
                look.theme().or(preferences::theme).orElse(Themes.BUNDLED.get(0)),
                ColourDepth.detect(wish, environment, colours));
    }

    private World world(Session session, Runner runner, Theme theme, Glyphs glyphs) {
        Preferences preferences = session.configuration().preferences();
        return new World(
                session.engine(),
                new Rehearsal(
                        session.engine(),
                        session.database(),
                        io.emcee.rehearsal.Settings.of(false, preferences.programs(), environment)),
                session.database(),
                Places.of(preferences.programs(), environment),
                session.name(),
                session.production(),
                session.plansOnly(),
                theme,
                glyphs,
                preferences.screenTimeout(),
                preferences.countTimeout(),
                new CommandPalette(session, environment),
                runner,
                session.purged(),
                Clock.system(ZoneId.systemDefault()));
    }

    @Override
    public Programs rehearsed() {
        return new FullScreen(environment, err, true);
    }

    private static Refusal refused(LabUnusable unusable) {
        return new Refusal(ExitCode.ERROR, String.valueOf(unusable.getMessage()));
    }
}
