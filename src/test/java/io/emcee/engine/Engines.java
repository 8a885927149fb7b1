package io.emcee.engine;

import io.emcee.TestDatabase;
import io.emcee.cli.DatabaseAccess;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine on a test's database, and what happened in its runs. */
public final class Engines {
    private final Engine engine;
    private final List<Event> events = new ArrayList<>();

    private Engines(Engine engine) {
        this.engine = engine;
    }

    public static Engines of(TestDatabase database, String set) {
        return of(database, RevisionSets.load(set));
    }

    public static Engines of(TestDatabase database, RevisionSet set) {
        return new Engines(new Engine(access(database), set, Optional.empty(), new Actor("maria", "bastion"), 1000));
    }

    public static Access access(TestDatabase database) {
        Address address = Address.of(database.url(), Optional.of(database.user()), Map.of());
        return new DatabaseAccess(new Database(address, Passwords.of(new Password(database.password())), "emcee/test"));
    }

    public Engine engine() {
        return engine;
    }

    public List<Event> events() {
        return events;
    }

    /** Plans and runs an operation, as a command does. */
    public Engines run(Operation operation, String... version) {
        Plan plan = engine.plan(operation, List.of(version).stream().findFirst());
        engine.run(plan, events::add, new StopSignal());
        return this;
    }

    /** What {@code db version} prints. */
    public String version() {
        return engine.inspect().progress().version().toString();
    }
}
