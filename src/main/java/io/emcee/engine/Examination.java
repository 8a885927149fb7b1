package io.emcee.engine;

import io.emcee.catalog.Connections;
import io.emcee.catalog.InvalidIndex;
import io.emcee.catalog.OpenTransaction;
import io.emcee.catalog.PreparedTransaction;
import io.emcee.catalog.QualifiedName;
import io.emcee.catalog.ReplicationSlot;
import io.emcee.catalog.Rights;
import io.emcee.catalog.Server;
import io.emcee.catalog.Standby;
import io.emcee.catalog.Storage;
import io.emcee.catalog.WraparoundVacuum;
import io.emcee.engine.Check.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at what is around a database before a plan, or a phase of it, is run. Only reads, and takes no lock. */
final class Examination {
    /** What is still there after this is no transaction of a moment. */
    private static final Duration MOMENT = Duration.ofMillis(100);

    /** What a run that has begun need not ask again: it has its sessions. */
    private static final Set<Subject> BEFORE_A_RUN = EnumSet.of(Subject.POOLER, Subject.CONNECTIONS);

    private final Access access;
    private final String schema;
    private final PreflightRules rules;

    Examination(Access access, String schema, PreflightRules rules) {
        this.access = access;
        this.schema = schema;
        this.rules = rules;
    }

    /** Before a plan is run. */
    Preflight of(Plan plan) throws SQLException {
        try (Connection observer = observer()) {
            // Through a pooler no answer can be trusted to be that of the session that was asked.
            return new Preflight(
                    plan.operation(), pooled(observer) ? List.of(Checks.pooled()) : checks(observer, plan));
        }
    }

    /** Before a phase of a run that has begun. */
    Preflight later(Plan phase) throws SQLException {
        try (Connection observer = observer()) {
            List<Check> checks = checks(observer, phase).stream()
                    .filter(check -> !BEFORE_A_RUN.contains(check.subject()))
                    .toList();
            return new Preflight(phase.operation(), checks);
        }
    }

    private Connection observer() throws SQLException {
        Connection observer = access.reader("preflight");
        try (Statement set = observer.createStatement()) {
            set.execute("SET statement_timeout = '5s'");
            return observer;
        } catch (SQLException failed) {
            observer.close();
            throw failed;
        }
    }

    private boolean pooled(Connection observer) throws SQLException {
        try (Connection other = access.reader("preflight")) {
            return Pooler.between(observer, other);
        }
    }

    private List<Check> checks(Connection observer, Plan plan) throws SQLException {
        Needs needs = Needs.of(plan, schema);
        return new Checks(needs, rules, circumstances(observer, needs)).all();
    }

    private Circumstances circumstances(Connection observer, Needs needs) throws SQLException {
        return new Circumstances(
                Server.read(observer),
                Rights.read(observer, schema, needs.changed(), needs.written()),
                connections(observer),
                transactions(observer, needs),
                PreparedTransaction.read(observer),
                WraparoundVacuum.on(observer, needs.locked()),
                InvalidIndex.read(observer),
                ReplicationSlot.read(observer),
                Standby.read(observer),
                needs.builds().isEmpty() ? Optional.empty() : Optional.of(Storage.read(observer)),
                indexes(observer, needs));
    }

    /** Old ones; before something CONCURRENTLY also younger ones with a snapshot, unless they end at once. */
    private List<OpenTransaction> transactions(Connection observer, Needs needs) throws SQLException {
        List<OpenTransaction> found = OpenTransaction.read(observer).stream()
                .filter(transaction -> old(transaction) || (needs.concurrently() && transaction.snapshot()))
                .toList();
        if (found.stream().allMatch(this::old)) {
            return found;
        }
        pause();
        Set<String> still =
                OpenTransaction.read(observer).stream().map(OpenTransaction::id).collect(Collectors.toSet());
        return found.stream()
                .filter(transaction -> still.contains(transaction.id()))
                .toList();
    }

    private boolean old(OpenTransaction transaction) {
        return transaction
                .session()
                .transaction()
                .filter(age -> age.compareTo(rules.transaction()) > 0)
                .isPresent();
    }

    /** A session that has just been closed counts until the server has noticed: too few are counted once more. */
    private static Connections connections(Connection observer) throws SQLException {
        Connections first = Connections.read(observer);
        if (first.free() >= Checks.SESSIONS) {
            return first;
        }
        pause();
        return Connections.read(observer);
    }

    private static void pause() {
        try {
            Thread.sleep(MOMENT.toMillis());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<OptionalLong> indexes(Connection observer, Needs needs) throws SQLException {
        List<OptionalLong> sizes = new ArrayList<>();
        for (IndexBuild build : needs.builds()) {
            QualifiedName table = build.table();
            sizes.add(Storage.index(observer, table, build.columns()));
        }
        return sizes;
    }
}
