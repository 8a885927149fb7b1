package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.emcee.TestDatabase;
import io.emcee.cli.DatabaseAccess;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.revision.Stage;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine on a test's database, and what happened in its runs. */
public final class Engines {
    private final Engine engine;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    private Engines(Engine engine) {
        this.engine = engine;
    }

    public static Engines of(TestDatabase database, String set) {
        return of(database, RevisionSets.load(set));
    }

    public static Engines of(TestDatabase database, RevisionSet set) {
        return of(access(database), set, Optional.empty());
    }

    public static Engines of(Access access, RevisionSet set, Optional<String> schema) {
        return of(access, set, schema, 1000);
    }

    static Engines of(Access access, RevisionSet set, Optional<String> schema, int batchSize) {
        return of(access, set, schema, Engine.Pace.of(batchSize));
    }

    /** With a budget for locks of its own. */
    static Engines of(TestDatabase database, RevisionSet set, LockLadder locks) {
        return of(access(database), set, Optional.empty(), new Engine.Pace(1000, locks));
    }

    /** With gates of its own. */
    static Engines of(TestDatabase database, RevisionSet set, GateRules gates) {
        return of(access(database), set, gates);
    }

    static Engines of(Access access, RevisionSet set, GateRules gates) {
        Engine.Pace pace = new Engine.Pace(1000, LockLadder.DEFAULT, PreflightRules.DEFAULT, gates);
        return of(access, set, Optional.empty(), pace);
    }

    private static Engines of(Access access, RevisionSet set, Optional<String> schema, Engine.Pace pace) {
        return new Engines(new Engine(access, set, schema, new Actor("maria", "bastion"), pace));
    }

    public static Access access(TestDatabase database) {
        return access(database, database.user());
    }

    /** @param role has the password of the test's user */
    public static Access access(TestDatabase database, String role) {
        return access(database.url(), role, database.password());
    }

    public static Access access(String url, String role, String password) {
        Address address = Address.of(url, Optional.of(role), Map.of());
        return new DatabaseAccess(new Database(address, Passwords.of(new Password(password)), "emcee/test"));
    }

    public Engine engine() {
        return engine;
    }

    public List<Event> events() {
        return events;
    }

    /** Plans and runs an operation, as a command does. */
    public Engines run(Operation operation, String... version) {
        return run(plan(operation, version), new StopSignal());
    }

    Engines run(Plan plan, StopSignal stop) {
        engine.run(plan, events::add, stop);
        return this;
    }

    Plan plan(Operation operation, String... version) {
        return engine.plan(operation, List.of(version).stream().findFirst());
    }

    /** What {@code db check} says of the whole set. */
    Stage stage() {
        return engine.inspectRows().progress().stage(engine.set().graph().ids());
    }

    /** Plans and runs an operation that fails, and gives its sentence. */
    <T extends EngineException> T fails(Class<T> kind, Operation operation, String... version) {
        return assertThrows(kind, () -> run(operation, version));
    }

    /** What {@code db version} prints. */
    public String version() {
        return engine.inspect().progress().version().toString();
    }
}
