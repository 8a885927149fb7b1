package io.emcee.cli;

import io.emcee.config.Configuration;
import io.emcee.database.Address;
import io.emcee.database.Database;
import io.emcee.database.Password;
import io.emcee.database.Passwords;
import io.emcee.engine.Access;
import io.emcee.engine.Actor;
import io.emcee.engine.Engine;
import io.emcee.engine.Hooks;
import io.emcee.script.RevisionSet;
import io.emcee.script.RevisionSets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a command works with; read when it is asked for, so that a command pays only for what it needs. */
final class Context {
    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final Optional<Session> given;
    private Optional<Session> opened = Optional.empty();
    private Optional<FirstReader> reader = Optional.empty();
    private Optional<Password> handed = Optional.empty();

    /** @param given the database to work on, whatever the options say */
    Context(Surroundings surroundings, GlobalOptions options, Optional<Session> given) {
        this.surroundings = surroundings;
        this.options = options;
        this.given = given;
    }

    /** The database to work on, by a password that somebody has handed over. */
    Session session(Password password) {
        handed = Optional.of(password);
        return session();
    }

    GlobalOptions options() {
        return options;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Terminal terminal() {
        return surroundings.terminal();
    }

    Output output() {
        return new Output(surroundings, options.json, colours() && terminal().showsErrors());
    }

    /**
     * Keeps a full screen from being started where it cannot be shown.
     *
     * @throws Refusal off a terminal
     */
    void needTerminal() {
        if (!terminal().showsOutput()) {
            throw new Refusal(
                    ExitCode.USAGE, "The console needs a terminal; for scripts there are commands, see: emcee --help");
        }
    }

    Look look() {
        return new Look(options.theme, colours());
    }

    Configuration configuration() {
        return Configuration.load(options.config, surroundings.environment());
    }

    /**
     * The database to work on.
     *
     * @throws Refusal when nothing names one
     */
    Session session() {
        return find().orElseThrow(Context::nothing);
    }

    /** The database to work on; empty when nothing names one. */
    Optional<Session> find() {
        return find(true);
    }

    /**
     * The database for a screen, which connects by itself once it is there; only the password is asked for now if it is
     * not known, because a full screen cannot.
     */
    Optional<Session> findForScreen() {
        Optional<Session> found = find(false);
        if (terminal().showsOutput()) {
            found.map(Session::database).filter(Database::passwordUnknown).ifPresent(Context::login);
        }
        return found;
    }

    static Refusal nothing() {
        return new Refusal(
                ExitCode.USAGE,
                "No database is configured; name one by --url JDBC_URL or in a configuration, or run: emcee lab");
    }

    private Optional<Session> find(boolean connect) {
        if (given.isPresent()) {
            return given;
        }
        Configuration configuration = configuration();
        opened = options.choice()
                .decide(configuration, surroundings.environment())
                .map(chosen -> open(chosen, configuration, connect));
        return opened;
    }

    private static void login(Database database) {
        try {
            database.reader("login").close();
        } catch (SQLException gone) {
            throw database.unavailable(gone);
        }
    }

    /** The revision set where no database is needed. */
    RevisionSet revisions() {
        return RevisionSets.load(options.revisions.orElse(Choice.REVISIONS));
    }

    /** Closes what was opened and not used. */
    void close() {
        reader.ifPresent(FirstReader::close);
    }

    /** What the operator should know of the way to the database, once it was used. */
    Optional<String> warning() {
        return opened.flatMap(session -> session.database().warning());
    }

    /** The files are read while the server is connected to, or while a screen opens. */
    private Session open(Choice.Chosen chosen, Configuration configuration, boolean connect) {
        CompletableFuture<RevisionSet> set = CompletableFuture.supplyAsync(() -> RevisionSets.load(chosen.revisions()));
        Database database = database(chosen);
        Access access = new DatabaseAccess(database);
        if (connect) {
            reader = Optional.of(new FirstReader(access));
            set.join();
        }
        Actor actor = Actor.current();
        Hooks hooks = new HookChoice(configuration, chosen.target())
                .hooks(database.address().database(), actor);
        Engine engine = new Engine(
                        reader.<Access>map(first -> first).orElse(access),
                        set::join,
                        chosen.schema(),
                        actor,
                        new Engine.Pace(
                                configuration.preferences().batchRows(),
                                chosen.locks(),
                                chosen.preflight(),
                                chosen.gates(),
                                chosen.tuning()))
                .with(hooks);
        return new Session(
                chosen.target(), chosen.production(), database, engine, configuration, Optional.of(options.place()));
    }

    private Database database(Choice.Chosen chosen) {
        Address address = Address.of(chosen.url(), chosen.user(), surroundings.environment());
        Passwords passwords = handed.map(Passwords::of)
                .orElseGet(() ->
                        new Passwords(chosen.passwordFile(), surroundings.environment(), () -> password(address)));
        return new Database(address, passwords, Release.application());
    }

    private Optional<Password> password(Address address) {
        return terminal().asks()
                ? terminal().password("Password of \"" + address.user() + "\" at " + address.server() + ":")
                : Optional.empty();
    }

    private boolean colours() {
        return !options.noColour
                && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
                && !surroundings.environment().getOrDefault("TERM", "").equals("dumb");
    }
}
