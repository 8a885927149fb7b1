package io.emcee.rehearsal;

import io.emcee.catalog.Identifier;
import io.emcee.database.Database;
import io.emcee.engine.Failures;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database beside the target, on the same server. A session of ours in the target keeps an advisory lock with the
 * number in the database's name for as long as the database is wanted: one whose number nobody has locked was left by a
 * process that was killed. Thread-safe as far as {@link #close} is concerned, which the end of the process calls, too.
 */
final class ServerScratch implements Scratch {
    /** The first half of the lock's key: "emcr". The second is the number in the name. */
    private static final int KEY = 0x656d6372;

    private static final String PREFIX = "emcee_rehearsal_";

    /** Locks of other databases are seen as well, so the owner may have come from any of them. */
    private static final String LEFT_BEHIND = """
            SELECT datname FROM pg_database
            WHERE datname ~ '^%s[0-9]{1,10}$' AND pg_has_role(datdba, 'USAGE') AND NOT EXISTS (
                SELECT FROM pg_locks
                WHERE locktype = 'advisory' AND classid = %d AND objsubid = 2
                    AND objid::text = substr(datname, %d)
            ) AND NOT EXISTS (SELECT FROM pg_stat_activity AS session WHERE session.datid = pg_database.oid)
            """.formatted(PREFIX, KEY, PREFIX.length() + 1);

    private static final int ATTEMPTS = 3;

    private final Database target;
    private final Database copy;
    private final String creation;
    private final String version;
    private final Connection owner;
    private final Thread atExit = new Thread(this::end, "emcee rehearsal end");
    private boolean dropped;

    private ServerScratch(Database target, Target facts, Connection owner, int number) {
        this.target = target;
        this.copy = target.sibling(PREFIX + number);
        this.creation = facts.creation();
        this.version = facts.server().version();
        this.owner = owner;
    }

    /**
     * Makes the database, after those have been dropped that were left behind.
     *
     * @throws SQLException when the server refuses
     * @throws io.emcee.database.DatabaseUnavailable when it makes the database and lets nobody in
     */
    static ServerScratch create(Database target, Target facts) throws SQLException {
        Connection owner = target.writer("rehearsal");
        ServerScratch scratch = new ServerScratch(target, facts, owner, new SecureRandom().nextInt(Integer.MAX_VALUE));
        try {
            scratch.claim();
            dropLeftBehind(owner);
            Runtime.getRuntime().addShutdownHook(scratch.atExit);
            scratch.create();
            scratch.connect("rehearsal").close();
            return scratch;
        } catch (SQLException | RuntimeException failed) {
            scratch.closeAfter(failed);
            throw failed;
        }
    }

    private void closeAfter(Exception failed) {
        try {
            close();
        } catch (RuntimeException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    private void claim() throws SQLException {
        execute(owner, "SET statement_timeout = 0; SET idle_session_timeout = 0");
        try (PreparedStatement lock = owner.prepareStatement("SELECT pg_advisory_lock(?, ?)")) {
            lock.setInt(1, KEY);
            lock.setInt(2, Integer.parseInt(name().substring(PREFIX.length())));
            lock.execute();
        }
    }

    /** Without FORCE: one that still has sessions is let alone. What cannot be dropped now may be the next time. */
    private static void dropLeftBehind(Connection owner) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement select = owner.createStatement();
                ResultSet rows = select.executeQuery(LEFT_BEHIND)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        for (String name : names) {
            try {
                execute(owner, "DROP DATABASE IF EXISTS " + Identifier.quote(name));
            } catch (SQLException inUse) {
                // Its last session is still ending, or another rehearsal drops it at this moment.
            }
        }
    }

    private void create() throws SQLException {
        String quoted = Identifier.quote(name());
        execute(owner, "CREATE DATABASE " + quoted + " TEMPLATE template0 " + creation);
        execute(
                owner,
                "COMMENT ON DATABASE " + quoted
                        + " IS 'A rehearsal of emcee, which drops it; left behind, it can be dropped by hand'");
    }

    @Override
    public Connection connect(String purpose) {
        return copy.writer(purpose);
    }

    @Override
    public void renew() throws SQLException {
        execute(owner, "DROP DATABASE " + Identifier.quote(name()) + " WITH (FORCE)");
        create();
    }

    @Override
    public boolean embedded() {
        return false;
    }

    @Override
    public String name() {
        return copy.address().database();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void close() {
        drop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // The hook has run, or finds nothing to do.
        }
    }

    /** The process ends, and nobody listens any more: what could not be dropped the next rehearsal drops. */
    private void end() {
        try {
            drop();
        } catch (RehearsalFailed left) {
            // It is still there.
        }
    }

    private synchronized void drop() {
        if (dropped) {
            return;
        }
        dropped = true;
        try (owner) {
            drop(owner);
        } catch (SQLException lost) {
            dropAnew(lost);
        }
    }

    /** The session that made the database is gone. */
    private void dropAnew(SQLException lost) {
        try (Connection another = target.writer("rehearsal")) {
            drop(another);
        } catch (SQLException | RuntimeException failed) {
            RehearsalFailed left = new RehearsalFailed(
                    "The database \"" + name() + "\" of the rehearsal could not be dropped (" + Failures.words(failed)
                            + "); the next rehearsal drops it, or: DROP DATABASE " + name(),
                    failed);
            left.addSuppressed(lost);
            throw left;
        }
    }

    /** FORCE is refused to an ordinary role while autovacuum looks in, which it does not for long. */
    private void drop(Connection connection) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                execute(
                        connection,
                        "DROP DATABASE IF EXISTS " + Identifier.quote(name())
                                + (attempt < ATTEMPTS ? " WITH (FORCE)" : ""));
                return;
            } catch (SQLException failed) {
                if (attempt == ATTEMPTS || !connection.isValid(1)) {
                    throw failed;
                }
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
