package io.emcee.rehearsal;

import io.emcee.catalog.Identifier;
import io.emcee.lint.LockMode;
import io.emcee.lint.Name;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches a statement that cannot run in a transaction, such as {@code CREATE INDEX CONCURRENTLY}: on tables without rows
 * it would be over before its locks could be read. A reader of ours therefore has an old snapshot, and reads the tables,
 * until the statement is seen to wait for it, with its locks taken.
 */
final class Alone {
    private static final long BEAT = 1_000_000;

    private final Scratch scratch;
    private final Target target;
    private final Observer observer;
    private final Worker worker;

    Alone(Scratch scratch, Target target, Observer observer, Worker worker) {
        this.scratch = scratch;
        this.target = target;
        this.observer = observer;
        this.worker = worker;
    }

    /** What was seen of a statement, and what the server said. */
    record Watched(Observer.Sight sight, List<String> said) {}

    /**
     * Runs the statement.
     *
     * @param tables that it is believed to lock
     */
    Watched run(String sql, Collection<Name> tables) throws SQLException {
        try (Connection reader = scratch.connect("reader")) {
            hold(reader, tables);
            CompletableFuture<List<String>> running = CompletableFuture.supplyAsync(() -> {
                try {
                    return worker.execute(sql);
                } catch (SQLException failed) {
                    throw new CompletionException(failed);
                }
            });
            try {
                Observer.Sight sight = watch(running, reader);
                return new Watched(sight, running.join());
            } finally {
                reader.rollback();
                running.handle((said, failed) -> true).join();
            }
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw failed;
        }
    }

    private Observer.Sight watch(CompletableFuture<?> running, Connection reader) throws SQLException {
        Map<Long, Set<LockMode>> seen = new HashMap<>();
        boolean waited = false;
        while (!running.isDone()) {
            Observer.Sight sight = observer.look(worker.backend());
            sight.locks()
                    .forEach((oid, modes) -> seen.computeIfAbsent(oid, any -> EnumSet.noneOf(LockMode.class))
                            .addAll(modes));
            if (sight.waits() && !waited) {
                waited = true;
                reader.rollback();
            }
            LockSupport.parkNanos(BEAT);
        }
        return new Observer.Sight(seen, waited);
    }

    private void hold(Connection reader, Collection<Name> tables) throws SQLException {
        reader.setAutoCommit(false);
        reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement read = reader.createStatement()) {
            read.execute("SELECT count(*) FROM pg_class");
            for (Name table : new HashSet<>(tables)) {
                String quoted =
                        Identifier.quote(table.schema().orElse(target.schema())) + "." + Identifier.quote(table.name());
                if (readable(reader, quoted)) {
                    read.execute("SELECT FROM " + quoted + " LIMIT 0");
                }
            }
        }
    }

    private static boolean readable(Connection reader, String name) throws SQLException {
        try (PreparedStatement select = reader.prepareStatement(
                "SELECT relkind IN ('r', 'p', 'v', 'm') FROM pg_class WHERE oid = to_regclass(?)")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
