package io.emcee.rehearsal;

import io.emcee.TestDatabase;
import io.emcee.cli.DatabaseAccess;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Actor;
import io.emcee.engine.Engine;
import io.emcee.engine.Operation;
import io.emcee.engine.Plan;
import io.emcee.engine.StopSignal;
import io.emcee.script.RevisionSet;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Rehearses on a test's database as one of its roles. */
record Stages(Database database, Engine engine, Settings settings) {
    /** Where no program of PostgreSQL is. */
    static final Settings WITHOUT_PROGRAMS =
            new Settings(false, Optional.empty(), Map.of("PATH", ""), Path.of("/nonexistent"));

    static final String LEFT = "SELECT count(*) FROM pg_database WHERE datname LIKE 'emcee\\_rehearsal\\_%'";

    static Stages of(TestDatabase database, RevisionSet set) {
        return of(database.url(), database.user(), database.password(), set);
    }

    static Stages of(String url, String role, String password, RevisionSet set) {
        return of(url, role, password, set, "public");
    }

    /** @param schema of the service's tables, which is there */
    static Stages of(String url, String role, String password, RevisionSet set, String schema) {
        Address address = Address.of(url, Optional.of(role), Map.of());
        Database database = new Database(address, Passwords.of(new Password(password)), "emcee/test");
        Engine engine = new Engine(
                new DatabaseAccess(database),
                set,
                Optional.of(schema),
                new Actor("maria", "bastion"),
                Engine.Pace.of(1000));
        return new Stages(database, engine, WITHOUT_PROGRAMS);
    }

    Stages with(Settings other) {
        return new Stages(database, engine, other);
    }

    /** Brings the database to a version. */
    Stages at(String version) {
        engine.run(plan(version), event -> {}, new StopSignal());
        return this;
    }

    Plan plan(String... version) {
        return engine.plan(
                Operation.UPGRADE,
                Optional.of(version).filter(any -> any.length > 0).map(any -> any[0]));
    }

    RehearsalReport rehearse(String... version) {
        return new Rehearsal(engine, database, settings).run(plan(version), line -> {}, new StopSignal());
    }
}
