package io.emcee.bench;

import io.emcee.cli.DatabaseAccess;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Access;
import io.emcee.engine.Actor;
import io.emcee.engine.Engine;
import io.emcee.engine.Operation;
import io.emcee.engine.StopSignal;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import io.emcee.server.EmbeddedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/** Databases on the server of this run. */
record Databases(EmbeddedServer server) {
    /** A new empty database; one of the same name is dropped. */
    void create(String name) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        execute("CREATE DATABASE " + name + " TEMPLATE template0");
    }

    /** A copy of a database to which nobody is connected. */
    void copy(String from, String to) throws SQLException {
        execute("DROP DATABASE IF EXISTS " + to + " WITH (FORCE)");
        execute("CREATE DATABASE " + to + " TEMPLATE " + from + " STRATEGY file_copy");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connection("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(url(database), server.user(), server.password());
    }

    /** What a program finds in its environment, so that the password is no argument. */
    Map<String, String> environment() {
        return Map.of("PGPASSWORD", server.password());
    }

    String url(String database) {
        return server.jdbcUrl(database);
    }

    Database database(String name) {
        return new Database(
                Address.of(url(name), Optional.of(server.user()), Map.of()),
                Passwords.of(new Password(server.password())),
                "emcee/bench");
    }

    Engine engine(String name, RevisionSet set) {
        return engine(new DatabaseAccess(database(name)), set);
    }

    Engine engine(Access access, RevisionSet set) {
        return new Engine(
                access, set, Optional.empty(), new Actor("bench", "localhost"), Engine.Pace.of(1000));
    }

    /** Upgrades a database as far as the set goes. */
    void upgrade(String name, RevisionSet set) {
        upgrade(name, set, Optional.empty());
    }

    /** Upgrades a database up to a revision. */
    void upgradeTo(String name, RevisionSet set, String revision) {
        upgrade(name, set, Optional.of(revision));
    }

    /** Expands a database up to a revision. */
    void expand(String name, RevisionSet set, String revision) {
        Engine engine = engine(name, set);
        engine.run(engine.plan(Operation.EXPAND, Optional.of(revision)), event -> {}, new StopSignal());
    }

    private void upgrade(String name, RevisionSet set, Optional<String> version) {
        Engine engine = engine(name, set);
        engine.run(engine.plan(Operation.UPGRADE, version), event -> {}, new StopSignal());
    }

    /** A Glance database at its last release. */
    void glance(String name) throws SQLException {
        create(name);
        upgrade(name, RevisionSets.load("glance"));
    }
}
