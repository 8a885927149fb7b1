package io.emcee.tui.screen;

import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.backup.Places;
import io.emcee.cli.DatabaseAccess;
import io.emcee.cli.OwnRunner;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Access;
import io.emcee.engine.Actor;
import io.emcee.engine.Engine;
import io.emcee.engine.GateRules;
import io.emcee.engine.Hooks;
import io.emcee.engine.LockLadder;
import io.emcee.engine.Operation;
import io.emcee.engine.PreflightRules;
import io.emcee.engine.StopSignal;
import io.emcee.rehearsal.Rehearsal;
import io.emcee.rehearsal.Settings;
import io.emcee.script.RevisionSets;
import io.emcee.tui.paint.ColourDepth;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.Themes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A Glance database at mitaka02 with sixty images, and a console's world on it. */
record GlanceLab(TestDatabase other) implements AutoCloseable {
    static final String COLUMN = "SELECT count(*) > 0 FROM information_schema.columns"
            + " WHERE table_schema = 'public' AND table_name = 'images' AND column_name = '%s'";
    /** The key of emcee's lock, as a DBA sees it in {@code pg_locks}. */
    static final String LOCK = String.valueOf(0x656d636565L << 24 | 1);

    private static final int BATCH = 10;
    private static volatile Instant built = Instant.EPOCH;

    /** A database of that name on the server of another one. */
    static GlanceLab beside(TestDatabase other) {
        TestDatabase template = Postgres.template("console", GlanceLab::build);
        other.execute("DROP DATABASE IF EXISTS glance WITH (FORCE)");
        other.execute("CREATE DATABASE glance TEMPLATE " + template.name());
        return new GlanceLab(other);
    }

    @Override
    public void close() {
        other.execute("DROP DATABASE glance WITH (FORCE)");
    }

    private static void build(TestDatabase database) {
        Engine engine = engine(new DatabaseAccess(of(database.url(), database)));
        engine.run(engine.plan(Operation.UPGRADE, Optional.of("mitaka02")), event -> {}, new StopSignal());
        // Several pages, each of which is a batch.
        database.execute(
                "ALTER TABLE images SET (fillfactor = 50)", data().replace("{images}", "60"), "VACUUM ANALYZE");
        built = Instant.now();
    }

    private static String data() {
        try (InputStream file = GlanceLab.class.getResourceAsStream("/io/emcee/lab/glance-mitaka02.sql")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Engine engine(Access access) {
        return engine(access, GateRules.WARNING);
    }

    private static Engine engine(Access access, GateRules gates) {
        return new Engine(
                access,
                RevisionSets.load("glance"),
                Optional.empty(),
                new Actor("maria", "bastion"),
                new Engine.Pace(BATCH, LockLadder.DEFAULT, PreflightRules.DEFAULT, gates));
    }

    private static Database of(String url, TestDatabase server) {
        Address address = Address.of(url, Optional.of(server.user()), Map.of());
        return new Database(address, Passwords.of(new Password(server.password())), "emcee/test");
    }

    /** Where no server answers. */
    static World nowhere() {
        Address address = Address.of("jdbc:postgresql://127.0.0.1:1/glance", Optional.of("operator"), Map.of());
        return world(new Database(address, Passwords.of(new Password("")), "emcee/test"));
    }

    private String url() {
        return other.url().replace(other.name(), "glance");
    }

    World world() {
        return world(of(url(), other));
    }

    String password() {
        return other.password();
    }

    /** As another role with the server's password. */
    World world(String role) {
        Address address = Address.of(url(), Optional.of(role), Map.of());
        return world(new Database(address, Passwords.of(new Password(other.password())), "emcee/test"));
    }

    /** Where the walk wants to be sure of what it cannot undo. */
    World world(GateRules gates) {
        return world(of(url(), other), gates);
    }

    /** Where somebody is told of what the walk does. */
    World world(GateRules gates, Hooks hooks) {
        Database where = of(url(), other);
        return world(where, engine(new DatabaseAccess(where), gates).with(hooks));
    }

    /** With a clock that stands still, so that ages are the same in every run. */
    private static World world(Database where) {
        return world(where, GateRules.WARNING);
    }

    private static World world(Database where, GateRules gates) {
        return world(where, engine(new DatabaseAccess(where), gates));
    }

    private static World world(Database where, Engine engine) {
        return new World(
                engine,
                new Rehearsal(engine, where, new Settings(false, Optional.empty(), Map.of(), Path.of("/nonexistent"))),
                where,
                Places.of(Optional.empty(), Map.of()),
                "lab",
                false,
                Optional.empty(),
                Themes.bundled().load("dark", ColourDepth.INDEXED),
                Glyphs.UNICODE,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                new Worlds.Echo(),
                new OwnRunner(engine),
                List.of(),
                Clock.fixed(built, ZoneOffset.UTC));
    }

    /** A session of the service, or of another emcee. */
    Connection session() throws SQLException {
        return DriverManager.getConnection(url(), other.user(), other.password());
    }

    void execute(String sql) {
        try (Connection connection = session();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Whether a session is asleep in a trigger, with its batch begun. */
    boolean waits() {
        return value("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = 'glance' AND wait_event = 'PgSleep'")
                .equals("t");
    }

    /** The first column of the first row. */
    String value(String sql) {
        try (Connection connection = session();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
