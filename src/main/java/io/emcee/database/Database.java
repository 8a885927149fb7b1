package io.emcee.database;

import io.emcee.database.DatabaseUnavailable.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * Opens connections to one database. All of them are in autocommit, keep the network connection alive, give up
 * connecting after 15 s, and carry a name by which a DBA recognises them in {@code pg_stat_activity}. May be used from
 * several threads; a connection may not.
 */
public final class Database {
    /** How long a statement of a screen may take unless the configuration says otherwise. */
    public static final Duration SCREEN_LIMIT = Duration.ofSeconds(5);

    /** A reader waits only for who holds or wants a whole table, and is to say so before a screen's limit ends it. */
    public static final Duration READER_LOCK_LIMIT = Duration.ofSeconds(3);

    private static final int OLDEST = 14;
    /** The driver refuses by itself to send no password, or sends an empty one for the server to refuse. */
    private static final Set<Reason> PASSWORD_WANTED = EnumSet.of(Reason.PASSWORD_NEEDED, Reason.WRONG_PASSWORD);

    /** Held, because the log of the driver would be forgotten with its level. It would write into the screen. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    private final Address address;
    private final Passwords passwords;
    private final String application;
    private Optional<Passwords.Found> found = Optional.empty();

    /** @param application the program and its version, {@code emcee/0.1} */
    public Database(Address address, Passwords passwords, String application) {
        this.address = address;
        this.passwords = passwords;
        this.application = application;
        DRIVER_LOG.setLevel(Level.OFF);
    }

    public Address address() {
        return address;
    }

    /** A connection that the server itself keeps from writing, with the time limit of screens. */
    public Connection reader(String purpose) {
        return reader(purpose, SCREEN_LIMIT);
    }

    /**
     * A connection that the server itself keeps from writing. It waits for a lock no longer than {@link
     * #READER_LOCK_LIMIT}.
     *
     * @param purpose a word or two, shown after the program's name
     * @param limit for each statement; zero for none
     * @throws DatabaseUnavailable when it cannot be had
     */
    public Connection reader(String purpose, Duration limit) {
        Properties properties = properties(purpose);
        options(
                properties,
                "-c default_transaction_read_only=on -c statement_timeout=" + limit.toMillis() + " -c lock_timeout="
                        + READER_LOCK_LIMIT.toMillis());
        if (!limit.isZero()) {
            // A server that vanished says nothing; its own limit would have answered long before this one.
            properties.putIfAbsent(
                    PGProperty.SOCKET_TIMEOUT.getName(),
                    String.valueOf(limit.plusSeconds(10).toSeconds()));
        }
        return readOnly(open(properties));
    }

    /**
     * A connection that may write, without a time limit.
     *
     * @throws DatabaseUnavailable when it cannot be had
     */
    public Connection writer(String purpose) {
        return open(properties(purpose));
    }

    /**
     * A pool of at most so many writers. The first is opened now, so that a failure shows here, the others when they are
     * needed. The caller closes the pool. Settings that a borrower makes stay with the connection.
     *
     * @throws DatabaseUnavailable when no connection can be had
     */
    public Pool pool(String purpose, int size) {
        if (known().isEmpty()) {
            // Whoever must be asked for a password is asked here: the pool cannot.
            close(writer(purpose));
        }
        try {
            return Pool.open(address.url(), with(properties(purpose), known()), size);
        } catch (SQLException e) {
            throw diagnosis().of(e);
        }
    }

    /**
     * Writes the password that this process would log in with, if it knows one, for another process of the same
     * operator. The stream must lead to that process and nowhere else.
     */
    public void handPassword(OutputStream process) throws IOException {
        Optional<Password> password = known();
        if (password.isPresent()) {
            process.write(password.get().reveal().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whether the operator will be asked for a password if the server wants one. */
    public boolean passwordUnknown() {
        return known().isEmpty();
    }

    /**
     * Another database of the same server, for the same role. What the operator was asked for is not asked for again.
     *
     * @throws DatabaseUnavailable when the password cannot be read
     */
    public Database sibling(String name) {
        Address other = new Address(address.hosts(), name, address.user(), address.parameters());
        Passwords same = known().map(Passwords::of).orElse(passwords);
        return new Database(other, same, application);
    }

    /**
     * What a program of PostgreSQL needs in its environment to reach the database as this does, the password among it;
     * its session cannot write. Never print it.
     */
    public Map<String, String> environment(String purpose) {
        Map<String, String> variables = LibpqEnvironment.of(address);
        known().map(Password::reveal).ifPresent(secret -> variables.put("PGPASSWORD", secret));
        variables.put("PGAPPNAME", application + " " + purpose);
        return variables;
    }

    /** Text from elsewhere on one line, without the password and without characters that steer a terminal. */
    public String clean(String text) {
        return diagnosis().redaction().clean(text);
    }

    /** A sentence for the operator if a place for passwords had to be passed over; known after the first connection. */
    public synchronized Optional<String> warning() {
        return found.flatMap(Passwords.Found::warning);
    }

    /** The sentence for a failure that came later, on a connection that had been opened. Nothing secret is in it. */
    public DatabaseUnavailable unavailable(SQLException failure) {
        return diagnosis().of(failure);
    }

    private void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw diagnosis().of(e);
        }
    }

    private Connection readOnly(Connection connection) {
        try {
            if (setting(connection, "default_transaction_read_only").equals("on")) {
                return connection;
            }
            connection.close();
        } catch (SQLException e) {
            throw diagnosis().of(e);
        }
        throw new DatabaseUnavailable(
                Reason.POOLER,
                "The session at \"%s\" could write although it was asked not to. Connect to PostgreSQL itself, not through a pooler."
                        .formatted(address.server()));
    }

    /** PostgreSQL reports this one unasked; what stands in between may not. */
    private static String setting(Connection connection, String name) throws SQLException {
        String reported = connection.unwrap(PGConnection.class).getParameterStatus(name);
        if (reported != null) {
            return reported;
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW " + name)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private Connection open(Properties properties) {
        try {
            return recent(connect(properties, known()));
        } catch (SQLException e) {
            if (known().isEmpty() && PASSWORD_WANTED.contains(diagnosis().reason(e))) {
                return asked(properties, e);
            }
            throw diagnosis().of(e);
        }
    }

    /** Asks once; whoever comes meanwhile waits and takes the same answer. A wrong answer is not remembered. */
    private synchronized Connection asked(Properties properties, SQLException refusal) {
        Optional<Password> answer = known().or(passwords::ask);
        if (answer.isEmpty()) {
            throw diagnosis().of(Reason.PASSWORD_NEEDED, refusal);
        }
        try {
            Connection connection = recent(connect(properties, answer));
            found = Optional.of(new Passwords.Found(answer, warning()));
            return connection;
        } catch (SQLException e) {
            throw new Diagnosis(address, new Redaction(answer)).of(e);
        }
    }

    private Connection connect(Properties properties, Optional<Password> password) throws SQLException {
        Connection connection = new Driver().connect(address.url(), with(properties, password));
        if (connection == null) {
            throw new SQLException("the driver does not take the url", "08001");
        }
        return connection;
    }

    private static Properties with(Properties properties, Optional<Password> password) {
        Properties all = new Properties();
        all.putAll(properties);
        // Never absent, or the driver would look for a .pgpass of its own, whoever can read it.
        all.put(PGProperty.PASSWORD.getName(), password.map(Password::reveal).orElse(""));
        return all;
    }

    private Connection recent(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() >= OLDEST) {
            return connection;
        }
        String version = connection.getMetaData().getDatabaseProductVersion();
        connection.close();
        throw new DatabaseUnavailable(
                Reason.TOO_OLD,
                "PostgreSQL at \"%s\" is version %s, and emcee needs %d or later. Upgrade the server first."
                        .formatted(address.server(), diagnosis().redaction().clean(version), OLDEST));
    }

    private Properties properties(String purpose) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                PGProperty.TCP_KEEP_ALIVE.getName(), "true",
                PGProperty.LOGIN_TIMEOUT.getName(), "15",
                // Settings travel with the greeting instead of a statement each.
                PGProperty.ASSUME_MIN_SERVER_VERSION.getName(), String.valueOf(OLDEST)));
        properties.putAll(address.parameters());
        properties.put(PGProperty.USER.getName(), address.user());
        properties.put(PGProperty.APPLICATION_NAME.getName(), application + " " + purpose);
        return properties;
    }

    /** Adds to the operator's own options; the server lets the later ones win. */
    private static void options(Properties properties, String more) {
        properties.merge(PGProperty.OPTIONS.getName(), more, (own, ours) -> own + " " + ours);
    }

    private synchronized Optional<Password> known() {
        if (found.isEmpty()) {
            found = Optional.of(passwords.find(address));
        }
        return found.flatMap(Passwords.Found::password);
    }

    private Diagnosis diagnosis() {
        return new Diagnosis(address, new Redaction(known()));
    }
}
