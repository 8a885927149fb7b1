package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.MemoryFolder;
import io.emcee.Postgres;
import io.emcee.TestDatabase;
import io.emcee.catalog.Blocker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Steps that wait for a lock: in slices, for a limited time, and telling whom they wait for. */
@ExtendWith(Postgres.class)
class LockWaitIT {
    private static final LockLadder SHORT =
            new LockLadder(Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofMillis(700));

    /** What emcee's own sessions hold or wait for on the service's table. */
    private static final String OURS = "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            + " WHERE application_name LIKE 'emcee%' AND relation = 'things'::regclass";

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void expandWaitsInSlicesAndHoldsNothingBetweenThem(TestDatabase database) throws Exception {
        Engines own =
                own(database, LockLadder.DEFAULT, OwnSet.START, OwnSet.GROW).run(Operation.EXPAND, "start");
        Plan plan = own.plan(Operation.EXPAND);
        try (Holder reader = Holder.of(database, "SELECT FROM things")) {
            own.engine()
                    .run(
                            plan,
                            event -> {
                                own.events().add(event);
                                if (event instanceof Event.LockAwaited waiting) {
                                    // Between two attempts, when the one is undone and the next is not begun.
                                    assertEquals("0", database.value(OURS));
                                    database.value("SELECT count(*) FROM things");
                                    if (waiting.attempt() == 3) {
                                        end(reader);
                                    }
                                }
                            },
                            new StopSignal());
        }
        assertEquals("grow", own.version());
        assertEquals(
                List.of(1, 2, 3),
                waits(own).stream().map(Event.LockAwaited::attempt).toList());
        assertTrue(waits(own).stream().allMatch(wait -> wait.timeout().equals(Duration.ofMillis(100))));
    }

    @Test
    void blockerThatNeverGoesAwayIsNamedAndNothingIsApplied(TestDatabase database) throws Exception {
        String grow = OwnSet.expand(
                "grow", "start", "CREATE TABLE more (id int);\nALTER TABLE things ADD COLUMN done integer");
        Engines own = own(database, SHORT, OwnSet.START, grow).run(Operation.EXPAND, "start");
        try (Holder reader = Holder.of(database, "SELECT FROM things")) {
            LockNotGranted given = own.fails(LockNotGranted.class, Operation.EXPAND);
            assertEquals(7, given.exitCode());
            String pid = database.value("SELECT pid FROM pg_stat_activity WHERE query = 'SELECT FROM things'");
            assertTrue(
                    given.getMessage()
                            .matches("\"grow\" did not get its lock in \\d\\.\\d s and \\d attempts, blocked by pid "
                                    + pid
                                    + " \\(role \".*\", .*idle in transaction for \\d s\\) \\(nothing of it is applied\\);"
                                    + " end what blocks it or wait for it, then run the same command again\\."),
                    given.getMessage());
            Event.LockAwaited last = waits(own).get(waits(own).size() - 1);
            assertEquals(Optional.empty(), last.next());
            Blocker blocker = last.seen().orElseThrow().blocking().get(0);
            assertEquals(Optional.of("SELECT FROM things"), blocker.query());
            reader.end();
        }
        assertEquals("start", own.version());
        assertEquals("", database.value("SELECT to_regclass('more')"));
        assertEquals("0", database.value("SELECT count(*) FROM emcee.history_expand"));
        assertEquals("grow", own.run(Operation.EXPAND).version());
    }

    @Test
    void whoQueuesBehindTheStepIsSeen(TestDatabase database) throws Exception {
        Engines own = own(database, SHORT, OwnSet.START, OwnSet.with("lock_timeout: 4s", OwnSet.GROW))
                .run(Operation.EXPAND, "start");
        try (Holder reader = Holder.of(database, "SELECT FROM things")) {
            CompletableFuture<Void> run = Soon.run(() -> own.run(Operation.EXPAND));
            Soon.isTrue(database, "SELECT count(*) = 1 FROM pg_locks WHERE NOT granted");
            CompletableFuture<Void> victim = Soon.run(() -> database.value("SELECT count(*) FROM things"));
            assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS));
            victim.get(10, TimeUnit.SECONDS);
            reader.end();
        }
        Event.LockAwaited wait = waits(own).get(0);
        assertEquals(
                List.of(Optional.of("SELECT count(*) FROM things")),
                wait.seen().orElseThrow().victims().stream().map(Blocker::query).toList());
        assertTrue(wait.sentence().endsWith(": attempt 1, 1 session waited behind it, the last"), wait.sentence());
        assertEquals(Duration.ofSeconds(4), wait.timeout());
    }

    @Test
    void stepInTheMiddleOfARowIsTriedAgainWithoutThoseBeforeIt(TestDatabase database) throws Exception {
        Engines own = own(
                        database,
                        LockLadder.DEFAULT,
                        OwnSet.START,
                        OwnSet.expand("one", "start", "CREATE TABLE one (id int)"),
                        OwnSet.expand("two", "one", "ALTER TABLE things ADD COLUMN two integer"),
                        OwnSet.expand("three", "two", "CREATE TABLE three (id int)"))
                .run(Operation.EXPAND, "start");
        Plan plan = own.plan(Operation.EXPAND);
        try (Holder reader = Holder.of(database, "SELECT FROM things")) {
            own.engine()
                    .run(
                            plan,
                            event -> {
                                own.events().add(event);
                                if (event instanceof Event.LockAwaited) {
                                    assertEquals("one", own.version());
                                    end(reader);
                                }
                            },
                            new StopSignal());
        }
        assertEquals("three", own.version());
        assertEquals(
                List.of("two"),
                waits(own).stream().map(wait -> wait.step().id().text()).toList());
        assertEquals(
                List.of("start 1/1", "one 1/3", "two 2/3", "three 3/3"),
                own.events().stream()
                        .filter(Event.StepStarted.class::isInstance)
                        .map(Event.StepStarted.class::cast)
                        .map(began -> began.step().id() + " " + began.number() + "/" + began.count())
                        .toList());
        assertEquals(
                4,
                own.events().stream().filter(Event.StepDone.class::isInstance).count());
    }

    @Test
    void deadlockIsTriedAgain(TestDatabase database) throws Exception {
        Engines own = own(
                        database,
                        LockLadder.DEFAULT,
                        OwnSet.START + "CREATE TABLE others (id int);\n",
                        OwnSet.with(
                                "lock_timeout: 60s\n-- waive: {two-tables-locked: a deadlock is wanted}",
                                OwnSet.expand(
                                        "grow",
                                        "start",
                                        "ALTER TABLE things ADD COLUMN a int;\nALTER TABLE others ADD COLUMN a int")))
                .run(Operation.EXPAND, "start");
        try (Holder client = Holder.of(database, "SET deadlock_timeout = '1h'; LOCK TABLE others")) {
            CompletableFuture<Void> run = Soon.run(() -> own.run(Operation.EXPAND));
            Soon.isTrue(database, "SELECT count(*) = 1 FROM pg_locks WHERE NOT granted");
            client.execute("SELECT FROM things");
            client.end();
            run.get(20, TimeUnit.SECONDS);
        }
        assertEquals("grow", own.version());
        assertEquals(
                List.of(true),
                waits(own).stream().map(Event.LockAwaited::deadlock).toList());
    }

    @Test
    void stopIsHeardInAPause(TestDatabase database) throws Exception {
        Engines own =
                own(database, LockLadder.DEFAULT, OwnSet.START, OwnSet.GROW).run(Operation.EXPAND, "start");
        Plan plan = own.plan(Operation.EXPAND);
        StopSignal stop = new StopSignal();
        try (Holder reader = Holder.of(database, "SELECT FROM things")) {
            CompletableFuture<Void> run = Soon.run(() -> own.run(plan, stop));
            while (waits(own).size() < 3) {
                Thread.onSpinWait();
            }
            stop.request();
            Throwable ended = assertThrows(ExecutionException.class, () -> run.get(10, TimeUnit.SECONDS))
                    .getCause();
            assertEquals(Stopped.class, ended.getClass());
            assertEquals(3, waits(own).size());
            reader.end();
        }
        assertEquals("start", own.version());
    }

    @Test
    void noFurtherAttemptIsMadeWithoutTheLockOfTheDatabase(TestDatabase database) throws Exception {
        Engines own =
                own(database, LockLadder.DEFAULT, OwnSet.START, OwnSet.GROW).run(Operation.EXPAND, "start");
        Plan plan = own.plan(Operation.EXPAND);
        try (Holder reader = Holder.of(database, "SELECT FROM things")) {
            assertThrows(
                    DatabaseFailed.class,
                    () -> own.engine()
                            .run(
                                    plan,
                                    event -> {
                                        own.events().add(event);
                                        if (event instanceof Event.LockAwaited) {
                                            database.execute(
                                                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks"
                                                            + " WHERE locktype = 'advisory' AND database ="
                                                            + " (SELECT oid FROM pg_database WHERE datname = current_database())");
                                        }
                                    },
                                    new StopSignal()));
            reader.end();
        }
        assertEquals(1, waits(own).size());
        assertEquals("start", own.version());
    }

    @Test
    void statementOfItsOwnWaitsInSlicesToo(TestDatabase database) throws Exception {
        Engines own = own(
                        database,
                        LockLadder.DEFAULT,
                        OwnSet.base("start", "CREATE DOMAIN small AS int;\nCREATE TABLE things (id small)"),
                        OwnSet.with(
                                "waive: {scan-under-lock: the table is small}",
                                OwnSet.expand(
                                        "grow",
                                        "start",
                                        "ALTER DOMAIN small ADD CONSTRAINT c CHECK (VALUE > 0) NOT VALID;\n-- part\n"
                                                + "ALTER DOMAIN small VALIDATE CONSTRAINT c")))
                .run(Operation.EXPAND, "start");
        validated(
                database,
                own,
                "INSERT INTO things VALUES (1)",
                event -> event instanceof Event.LockAwaited
                        && database.value(OURS).equals("0"));
        assertEquals(1, waits(own).size());
        assertTrue(waits(own).get(0).seen().isPresent());
    }

    @Test
    void validationWaitsWithoutALimitForItLetsClientsPass(TestDatabase database) throws Exception {
        Engines own = own(
                        database,
                        SHORT,
                        OwnSet.START,
                        OwnSet.expand(
                                "grow",
                                "start",
                                "ALTER TABLE things ADD CONSTRAINT c CHECK (id > 0) NOT VALID;\n-- part\n"
                                        + "ALTER TABLE things VALIDATE CONSTRAINT c"))
                .run(Operation.EXPAND, "start");
        validated(
                database,
                own,
                "LOCK TABLE things IN SHARE UPDATE EXCLUSIVE MODE",
                event -> event instanceof Event.LockWaiting waiting
                        && waiting.waited().compareTo(SHORT.budget()) > 0);
        assertEquals(List.of(), waits(own));
    }

    /** Expands while a client holds a lock from the beginning of the second part until the test has seen enough. */
    private static void validated(TestDatabase database, Engines own, String held, Predicate<Event> enough)
            throws Exception {
        Plan plan = own.plan(Operation.EXPAND);
        Holder[] client = new Holder[1];
        CompletableFuture<Void> run = Soon.run(() -> own.engine()
                .run(
                        plan,
                        event -> {
                            own.events().add(event);
                            if (event instanceof Event.StepStarted began
                                    && began.step().kind() == Step.Kind.STATEMENT) {
                                client[0] = hold(database, held);
                            }
                            if (enough.test(event)) {
                                end(client[0]);
                            }
                        },
                        new StopSignal()));
        try {
            run.get(20, TimeUnit.SECONDS);
        } finally {
            client[0].close();
        }
        assertEquals("t", database.value("SELECT convalidated FROM pg_constraint WHERE conname = 'c'"));
    }

    @Test
    void whoBlocksAndWhoWaitsBehindIsToldWhileTheAttemptWaits(TestDatabase database) throws Exception {
        Engines own = own(database, SHORT, OwnSet.START, OwnSet.with("lock_timeout: 60s", OwnSet.GROW))
                .run(Operation.EXPAND, "start");
        try (Holder reader = Holder.of(database, "SELECT FROM things")) {
            CompletableFuture<Void> run = Soon.run(() -> own.run(Operation.EXPAND));
            Event.LockWaiting first = waiting(own, event -> true);
            assertEquals(
                    List.of(Optional.of("SELECT FROM things")),
                    first.seen().orElseThrow().blocking().stream()
                            .map(Blocker::query)
                            .toList());
            assertEquals(Duration.ofSeconds(60), first.timeout());
            CompletableFuture<Void> victim = Soon.run(() -> database.value("SELECT count(*) FROM things"));
            Event.LockWaiting crowded =
                    waiting(own, event -> !event.seen().orElseThrow().victims().isEmpty());
            assertEquals(
                    List.of(Optional.of("SELECT count(*) FROM things")),
                    crowded.seen().orElseThrow().victims().stream()
                            .map(Blocker::query)
                            .toList());
            assertFalse(run.isDone());
            reader.end();
            run.get(20, TimeUnit.SECONDS);
            victim.get(20, TimeUnit.SECONDS);
        }
        assertEquals(List.of(), waits(own));
    }

    @Test
    void indexBuildBehindAnOldSnapshotIsSeenAndEndsWellOnceThatGoes(TestDatabase database) throws Exception {
        Engines own = own(
                        database,
                        SHORT,
                        OwnSet.START,
                        OwnSet.expand("grow", "start", "CREATE INDEX CONCURRENTLY things_state ON things (state)"))
                .run(Operation.EXPAND, "start");
        database.execute("CREATE TABLE others (id int)");
        try (Holder old =
                Holder.of(database, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM others")) {
            CompletableFuture<Void> run = Soon.run(() -> own.run(Operation.EXPAND));
            Event.LockWaiting waiting = waiting(own, event -> true);
            assertEquals(Duration.ZERO, waiting.timeout());
            assertTrue(waiting.sentence().contains("idle in transaction"), waiting.sentence());
            Event.Progressed progress = told(own, Event.Progressed.class, event -> true);
            assertEquals("CREATE INDEX CONCURRENTLY", progress.progress().command());
            assertEquals("waiting for old snapshots", progress.progress().phase());
            assertEquals(
                    Optional.of(waiting.seen().orElseThrow().blocking().get(0).pid()),
                    progress.progress().locker());
            old.end();
            run.get(20, TimeUnit.SECONDS);
        }
        assertEquals(
                "t", database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'things_state'::regclass"));
        assertEquals("grow", own.version());
    }

    @Test
    void listenerThatIsSlowHoldsNoLock(TestDatabase database) throws Exception {
        Engines own = own(database, SHORT, OwnSet.START, OwnSet.GROW).run(Operation.EXPAND, "start");
        Plan plan = own.plan(Operation.EXPAND);
        CountDownLatch free = new CountDownLatch(1);
        CompletableFuture<Void> run = Soon.run(() -> own.engine()
                .run(
                        plan,
                        event -> {
                            if (event instanceof Event.StatementDone) {
                                await(free);
                            }
                        },
                        new StopSignal()));
        Soon.isTrue(database, "SELECT count(*) = 1 FROM emcee.history_expand");
        assertEquals("0", database.value(OURS));
        assertFalse(run.isDone());
        free.countDown();
        run.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoKeepsATableFromBeingReadIsNamed(TestDatabase database) throws Exception {
        Engines own =
                own(database, SHORT, OwnSet.START, OwnSet.GROW, OwnSet.MOVE).run(Operation.EXPAND);
        try (Holder client = Holder.of(database, "LOCK TABLE things")) {
            LockNotGranted refused =
                    assertThrows(LockNotGranted.class, () -> own.engine().inspectRows());
            String pid = database.value("SELECT pid FROM pg_stat_activity WHERE query = 'LOCK TABLE things'");
            assertTrue(
                    refused.getMessage()
                            .startsWith("emcee did not get its lock to read a table of \"" + database.name()
                                    + "\", which is held or wanted by pid " + pid + " (role \""),
                    refused.getMessage());
            client.end();
        }
        assertEquals("grow", own.version());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Event.LockWaiting waiting(Engines own, Predicate<Event.LockWaiting> wanted) {
        return told(own, Event.LockWaiting.class, wanted);
    }

    /** Returns the first event of a kind as soon as it is told; fails after 20 s. */
    private static <T extends Event> T told(Engines own, Class<T> kind, Predicate<T> wanted) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (Instant.now().isBefore(end)) {
            Optional<T> found = own.events().stream()
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .filter(wanted)
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("not told: " + own.events());
    }

    @Test
    void noSessionOfTheObserverIsLeft(TestDatabase database) throws Exception {
        Engines own = own(database, SHORT, OwnSet.START, OwnSet.GROW).run(Operation.EXPAND, "start");
        try (Holder reader = Holder.of(database, "SELECT FROM things")) {
            own.fails(LockNotGranted.class, Operation.EXPAND);
            reader.end();
        }
        assertFalse(waits(own).isEmpty());
        Soon.isTrue(
                database,
                "SELECT count(*) = 0 FROM pg_stat_activity WHERE application_name LIKE 'emcee%'"
                        + " AND datname = current_database()");
    }

    private static List<Event.LockAwaited> waits(Engines own) {
        return own.events().stream()
                .filter(Event.LockAwaited.class::isInstance)
                .map(Event.LockAwaited.class::cast)
                .toList();
    }

    private static Holder hold(TestDatabase database, String sql) {
        try {
            return Holder.of(database, sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void end(Holder holder) {
        try {
            holder.end();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Engines own(TestDatabase database, LockLadder locks, String... files) {
        return Engines.of(database, new OwnSet(folder).of(files), locks);
    }
}
