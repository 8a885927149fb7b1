package io.emcee.tui.screen;

import io.emcee.backup.Places;
import io.emcee.catalog.Activity;
import io.emcee.catalog.Blocker;
import io.emcee.catalog.Obstacle;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.Quality;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.SoftDeletedCount;
import io.emcee.catalog.Table;
import io.emcee.cli.Order;
import io.emcee.cli.Runner;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Access;
import io.emcee.engine.Actor;
import io.emcee.engine.Check;
import io.emcee.engine.Engine;
import io.emcee.engine.Event;
import io.emcee.engine.GateRules;
import io.emcee.engine.LockLadder;
import io.emcee.engine.Operation;
import io.emcee.engine.Overrules;
import io.emcee.engine.Preflight;
import io.emcee.engine.PreflightRules;
import io.emcee.engine.Survey;
import io.emcee.rehearsal.Rehearsal;
import io.emcee.rehearsal.Settings;
import io.emcee.revision.RevisionId;
import io.emcee.run.Owner;
import io.emcee.run.RunRow;
import io.emcee.run.Wanted;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import io.emcee.tui.loop.ScreenDriver;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.ColourDepth;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Themes;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A console without a database: what it learns is made by hand, and no effect runs. */
final class Worlds {
    static final Instant NOW = Instant.parse("2026-11-20T22:04:05Z");
    static final RevisionSet GLANCE = RevisionSets.load("glance");

    private Worlds() {}

    static World unicode() {
        return of(GLANCE, false, Glyphs.UNICODE, new HandClock());
    }

    /** Without colour and without UTF-8, on a target in production. */
    static World plain() {
        return of(GLANCE, true, Glyphs.ASCII, new HandClock());
    }

    /** On a target that takes only approved plans. */
    static World plansOnly(String why) {
        return of(() -> GLANCE, false, Glyphs.UNICODE, new HandClock(), Optional.of(why));
    }

    /** With a set that is not read yet. */
    static World unread(Supplier<RevisionSet> set) {
        return of(set, false, Glyphs.UNICODE, new HandClock(), Optional.empty());
    }

    static World of(RevisionSet set, boolean production, Glyphs glyphs, Clock clock) {
        return of(() -> set, production, glyphs, clock, Optional.empty());
    }

    private static World of(
            Supplier<RevisionSet> set, boolean production, Glyphs glyphs, Clock clock, Optional<String> plansOnly) {
        Address address = Address.of("jdbc:postgresql://127.0.0.1:1/glance", Optional.of("operator"), Map.of());
        boolean plain = glyphs == Glyphs.ASCII;
        Engine engine = new Engine(
                new Nowhere(),
                set,
                Optional.empty(),
                new Actor("maria", "bastion"),
                new Engine.Pace(1000, LockLadder.DEFAULT, PreflightRules.DEFAULT, GateRules.WARNING));
        Database database = new Database(address, Passwords.of(new Password("")), "emcee/test");
        return new World(
                engine,
                new Rehearsal(engine, database, Settings.of(false, Optional.empty(), Map.of())),
                database,
                Places.of(Optional.empty(), Map.of()),
                "staging",
                production,
                plansOnly,
                Themes.bundled().load(plain ? "mono" : "dark", plain ? ColourDepth.NONE : ColourDepth.INDEXED),
                glyphs,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                new Echo(),
                new Elsewhere(),
                List.of(),
                clock);
    }

    static ScreenDriver<ConsoleState> open(World world, int columns, int rows) {
        return ScreenDriver.holding(new Console(world), columns, rows);
    }

    /** The database answers. */
    static void learn(ScreenDriver<ConsoleState> screen, World world, Survey survey) {
        screen.send(
                model -> new Inquiry(world).learn(model, survey, world.clock().instant()));
    }

    /** It was looked at what is around the database before the release that comes next. */
    static void examined(ScreenDriver<ConsoleState> screen, World world, Check... checks) {
        screen.send(model -> Step.of(model.with(new Examined(
                model.facts().flatMap(Facts::next).orElseThrow().release(),
                Optional.of(new Preflight(Operation.UPGRADE, List.of(checks))),
                Optional.empty(),
                Optional.empty(),
                world.clock().instant(),
                Overrules.NONE))));
    }

    static Check check(Check.Subject subject, Check.State state, String... remedy) {
        return new Check(subject, state, "what was found", "what is fine", List.of(remedy));
    }

    /** Every revision up to some, by their names. */
    static Set<RevisionId> applied(String... heads) {
        return GLANCE.graph()
                .closure(List.of(heads).stream().map(RevisionId::of).toList());
    }

    static Map<RevisionId, Long> pending(String migration, long rows) {
        return Map.of(RevisionId.of(migration), rows);
    }

    /** The tables are read: estimates. */
    static void tables(ScreenDriver<ConsoleState> screen, World world, List<Table> tables) {
        Map<QualifiedName, SoftDeletedCount> estimates = Map.of(
                name("images"), new SoftDeletedCount(Quality.ESTIMATE, 2900, Optional.empty(), Optional.empty()));
        screen.send(model -> TablesScreen.here(model).arrived(tables, estimates, model, world));
    }

    /** A count has arrived. */
    static void counted(ScreenDriver<ConsoleState> screen, String table, long rows, int oldest) {
        SoftDeletedCount count = new SoftDeletedCount(
                Quality.EXACT,
                rows,
                Optional.of(NOW.minus(Duration.ofDays(oldest))),
                Optional.of(NOW.minus(Duration.ofDays(1))));
        screen.send(model -> io.emcee.tui.loop.Step.of(TablesScreen.here(model).counted(name(table), count, model)));
    }

    static List<Table> glanceTables() {
        return List.of(
                table("images", 20000, 12_345_678, true),
                table("image_properties", 61000, 23_456_789, true),
                table("image_locations", 19800, 5_000_000, true),
                table("tasks", 400, 200_000, true),
                table("metadef_tags", 0, 8192, false));
    }

    static Table table(String name, long rows, long bytes, boolean keeper) {
        SoftDelete columns = new SoftDelete(
                Optional.of(new SoftDelete.Flag("deleted", SoftDelete.FlagType.BOOLEAN)),
                Optional.of(new SoftDelete.Time("deleted_at", false)));
        return new Table(
                name(name),
                OptionalLong.of(rows),
                bytes,
                Quality.EXACT,
                keeper ? Optional.of(columns) : Optional.empty(),
                List.of(),
                Table.Partition.NONE);
    }

    /** A session that has been in its state for some seconds, and whom it waits for. */
    static Activity session(int pid, String state, int seconds, Integer... blockers) {
        Duration time = Duration.ofSeconds(seconds);
        Blocker who = new Blocker(
                pid,
                Optional.of(Instant.EPOCH),
                Optional.of("glance"),
                Optional.of("glance-api"),
                Optional.of("10.0.0.7"),
                Optional.of(state),
                state.equals("idle") ? Optional.empty() : Optional.of(time),
                Optional.of("SELECT id, name\nFROM images -- the newest " + pid),
                Optional.empty());
        boolean waits = blockers.length > 0;
        return new Activity(
                who,
                Optional.of("client backend"),
                waits ? Optional.of("Lock: relation") : Optional.empty(),
                Optional.of(time),
                Optional.of(time.plusHours(1)),
                waits
                        ? Optional.of(new Activity.WantedLock("AccessShareLock on images", Optional.of(time)))
                        : Optional.empty(),
                List.of(blockers));
    }

    /** A session of which the role may see nothing. */
    static Activity hidden(int pid) {
        Blocker who = new Blocker(
                pid,
                Optional.empty(),
                Optional.of("nova"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Obstacle.HIDDEN));
        return new Activity(
                who,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** The sessions are read. */
    static void sessions(ScreenDriver<ConsoleState> screen, World world, List<Activity> sessions) {
        screen.send(model -> SessionsScreen.here(model).arrived(sessions, model, world));
    }

    static QualifiedName name(String table) {
        return new QualifiedName("public", table);
    }

    /** Lets time pass, for the console's clock and for its effects. */
    static void pass(ScreenDriver<ConsoleState> screen, World world, Duration time) {
        HandClock clock = (HandClock) world.clock();
        clock.now = clock.now.plus(time);
        screen.advance(time);
    }

    /** Goes on when it is told to. */
    private static final class HandClock extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A palette of two commands; those with "upgrade" in them change something. */
    record Echo() implements Palette {
        @Override
        public List<String> complete(String line) {
            return List.of("db check", "db contract").stream()
                    .filter(command -> command.startsWith(line))
                    .toList();
        }

        @Override
        public Command command(String line) {
            return new Command() {
                @Override
                public int run(Consumer<String> printed) {
                    printed.accept("ran " + line);
                    printed.accept("expand is next: emcee db expand");
                    return 3;
                }

                @Override
                public boolean stop() {
                    return line.contains("upgrade");
                }
            };
        }
    }

    /** The run of the walk's step has begun. */
    static void begun(ScreenDriver<ConsoleState> screen) {
        screen.send(model -> Step.of(model.with(model.running().map(run -> run.seen(run("maria", Wanted.RUN))))));
    }

    /** A run that goes on, on another machine. */
    static RunRow run(String user, Wanted wanted) {
        return run(user, wanted, true);
    }

    /** A run whose process is gone. */
    static RunRow interrupted(String user) {
        return run(user, Wanted.RUN, false);
    }

    private static RunRow run(String user, Wanted wanted, boolean alive) {
        return new RunRow(
                user.equals("maria") ? 17 : 18,
                RunRow.PHASE,
                Map.of("operation", "migrate", "target", "ocata"),
                new Owner("glance", user, "bastion", 4711, "emcee/0.1.0", 4712, Optional.empty()),
                alive,
                NOW.minusSeconds(65),
                Duration.ofSeconds(65),
                Duration.ofMillis(300),
                List.of(),
                wanted,
                Optional.empty(),
                wanted == Wanted.PAUSE,
                Map.of(),
                Optional.empty());
    }

    /** Runs that go on without the console. */
    private record Elsewhere() implements Runner {
        @Override
        public OptionalLong start(Order order, Consumer<Event> before) {
            throw new IllegalStateException("The test has no database.");
        }

        @Override
        public boolean outlives() {
            return true;
        }
    }

    private record Nowhere() implements Access {
        @Override
        public Connection reader(String purpose) {
            throw new IllegalStateException("The test has no database.");
        }

        @Override
        public Connection writer(String purpose) {
            throw new IllegalStateException("The test has no database.");
        }

        @Override
        public Pool pool(String purpose, int size) {
            throw new IllegalStateException("The test has no database.");
        }

        @Override
        public String database() {
            return "glance";
        }
    }
}
