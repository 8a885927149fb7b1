package io.emcee.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.emcee.catalog.Blocker;
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
import io.emcee.engine.Check.State;
import io.emcee.engine.Check.Subject;
import io.emcee.engine.PreflightRules.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made of what is around a database. */
class ChecksTest {
    private static final QualifiedName THINGS = new QualifiedName("public", "things");
    private static final QualifiedName INDEX = new QualifiedName("public", "things_state");
    private static final long GIGABYTE = 1L << 30;

    /** A plan that builds an index CONCURRENTLY. */
    private static final Needs NEEDS = new Needs(
            "public",
            Set.of(THINGS),
            Set.of(THINGS),
            Set.of(),
            List.of(new IndexBuild(INDEX, THINGS, List.of("state"))),
            true,
            true);

    private int version = 170_011;
    private boolean standby;
    private Rights rights = new Rights("glance", true, true, List.of(), List.of(), true);
    private int free = 90;
    private List<OpenTransaction> transactions = List.of();
    private List<PreparedTransaction> prepared = List.of();
    private List<WraparoundVacuum> vacuums = List.of();
    private List<InvalidIndex> invalid = List.of();
    private List<ReplicationSlot> slots = List.of();
    private List<Standby> standbys = List.of();
    private OptionalLong index = OptionalLong.of(1 << 20);
    private PreflightRules rules = PreflightRules.DEFAULT;

    private List<Check> checks() {
        Circumstances found = new Circumstances(
                new Server(
                        version,
                        version / 10_000 + ".1 (Debian)",
                        "glance",
                        false,
                        "images",
                        standby,
                        Optional.empty(),
                        Instant.EPOCH,
                        Optional.of("public")),
                rights,
                new Connections(free, "max_connections = 100"),
                transactions,
                prepared,
                vacuums,
                invalid,
                slots,
                standbys,
                Optional.of(new Storage("pg_default", OptionalLong.of(12 * GIGABYTE))),
                List.of(index));
        return new Checks(NEEDS, rules, found).all();
    }

    private Check check(Subject subject) {
        return checks().stream()
                .filter(check -> check.subject() == subject)
                .findFirst()
                .orElseThrow();
    }

    private void is(State state, Subject subject, String words) {
        Check check = check(subject);
        assertEquals(state, check.state(), check::toString);
        assertTrue(check.toString().contains(words), check::toString);
        assertEquals(state == State.GREEN, check.remedy().isEmpty(), check::toString);
    }

    @Test
    void everythingIsGreenWhereNothingIsInTheWay() {
        for (Check check : checks()) {
            assertEquals(State.GREEN, check.state(), check::toString);
        }
        assertEquals(Subject.values().length, checks().size());
    }

    @Test
    void whatNoRunCanBearIsRedAndCannotBeOverruled() {
        standby = true;
        version = 130_010;
        is(State.RED, Subject.RECOVERY, "connect to its primary");
        is(State.RED, Subject.VERSION, "PostgreSQL 13.1 (14 to 18); upgrade the server first");
        rules = rules(Map.of(Subject.RECOVERY, Mode.OFF));
        is(State.RED, Subject.RECOVERY, "connect to its primary");
        assertThrows(InvalidOverrule.class, () -> new Overrules(Map.of("preflight.pooler", "I know")));
    }

    @Test
    void aServerThatIsNewerThanTheTestsIsOnlySaid() {
        version = 190_001;
        is(State.YELLOW, Subject.VERSION, "19.1, with which this emcee was never tried");
        version = 140_000;
        is(State.GREEN, Subject.VERSION, "PostgreSQL 14.1");
    }

    @Test
    void theModeSaysWhatBecomesOfAFinding() {
        transactions = List.of(transaction(4711, Optional.of(Duration.ofMinutes(3))));
        is(State.YELLOW, Subject.TRANSACTIONS, "1 in the way: pid 4711 (role \"nova\", idle in transaction for 3 min)");
        rules = rules(Map.of(Subject.TRANSACTIONS, Mode.REQUIRE));
        is(State.RED, Subject.TRANSACTIONS, "SELECT pg_terminate_backend(4711)");
        rules = rules(Map.of(Subject.TRANSACTIONS, Mode.OFF));
        assertTrue(checks().stream().noneMatch(check -> check.subject() == Subject.TRANSACTIONS));
    }

    @Test
    void aPreparedTransactionIsNamedWhenItIsOld() {
        prepared = List.of(new PreparedTransaction("it's", "nova", Duration.ofSeconds(4)));
        is(State.GREEN, Subject.PREPARED, "none is left over");
        prepared = List.of(new PreparedTransaction("it's", "nova", Duration.ofHours(4)));
        is(State.YELLOW, Subject.PREPARED, "\"it's\" of nova since 4 h");
        is(State.YELLOW, Subject.PREPARED, "ROLLBACK PREPARED 'it''s'");
    }

    @Test
    void aVacuumThatDoesNotGiveWayIsNamed() {
        vacuums = List.of(new WraparoundVacuum(THINGS, 812));
        is(State.YELLOW, Subject.WRAPAROUND, "autovacuum to prevent wraparound on public.things (pid 812)");
    }

    @Test
    void anInvalidIndexThatThePlanBuildsIsFine() {
        invalid = List.of(new InvalidIndex(INDEX, THINGS, OptionalLong.empty()));
        is(State.GREEN, Subject.INDEXES, "the plan drops public.things_state and builds it again");
    }

    @Test
    void otherInvalidIndexesAreShownWithTheirRemedyInQuotes() {
        QualifiedName odd = new QualifiedName("public", "Odd\n\"one\"_ccnew1");
        invalid = List.of(
                new InvalidIndex(new QualifiedName("public", "other"), THINGS, OptionalLong.empty()),
                new InvalidIndex(odd, new QualifiedName("public", "Odd"), OptionalLong.empty()),
                new InvalidIndex(new QualifiedName("public", "now"), THINGS, OptionalLong.of(5)));
        is(State.YELLOW, Subject.INDEXES, "3 invalid: public.other on public.things, which the plan changes");
        assertEquals(
                List.of(
                        "REINDEX INDEX CONCURRENTLY \"public\".\"other\"",
                        "DROP INDEX CONCURRENTLY \"public\".\"Odd\\u000A\"\"one\"\"_ccnew1\"",
                        "wait for pid 5, which is building public.now"),
                check(Subject.INDEXES).remedy());
        assertFalse(check(Subject.INDEXES).toString().contains("\n"));
    }

    @Test
    void slotsAndStandbysThatAreBehindAreShown() {
        slots = List.of(
                new ReplicationSlot("read", true, OptionalLong.of(GIGABYTE)),
                new ReplicationSlot("far", true, OptionalLong.of(3 * GIGABYTE)),
                new ReplicationSlot("left", false, OptionalLong.of(5)));
        is(State.YELLOW, Subject.SLOTS, "\"far\" keeps 3 GB, \"left\", which nobody reads, keeps 5 B");
        is(State.YELLOW, Subject.SLOTS, "SELECT pg_drop_replication_slot('left')");
        standbys = List.of(
                new Standby("near", OptionalLong.of(64L << 20)), new Standby("late", OptionalLong.of(65L << 20)));
        is(State.YELLOW, Subject.LAG, "lag: \"late\" is 65 MB behind");
        standbys = List.of(new Standby("walreceiver", OptionalLong.empty()));
        is(State.GREEN, Subject.LAG, "1, which the role may not see");
    }

    @Test
    void theNeedOfDiskStandsBesideTheSizeOfTheDatabase() {
        index = OptionalLong.of(2 * GIGABYTE);
        is(
                State.YELLOW,
                Subject.DISK,
                "about 2 GB for 1 index, and as much again while they are sorted, in tablespace \"pg_default\""
                        + " beside a database of 12 GB (1 GB); see that the server's disk has it free");
        index = OptionalLong.empty();
        is(State.GREEN, Subject.DISK, "1 on tables that nobody has analyzed");
    }

    @Test
    void tooFewConnectionsAndMissingRightsAreRed() {
        free = 10;
        is(State.GREEN, Subject.CONNECTIONS, "10 free, by max_connections = 100");
        free = 9;
        is(State.RED, Subject.CONNECTIONS, "9 free, by max_connections = 100 (10 are needed)");
        rights = new Rights("glance", false, false, List.of(THINGS), List.of(THINGS), false);
        is(State.RED, Subject.RIGHTS, "glance is not the owner of public.things and may not read and update");
        is(State.RED, Subject.RIGHTS, "GRANT CREATE ON SCHEMA \"public\" TO \"glance\"");
        is(State.RED, Subject.RIGHTS, "GRANT CREATE ON DATABASE \"images\" TO \"glance\"");
        is(State.YELLOW, Subject.SESSIONS, "GRANT pg_read_all_stats TO \"glance\"");
    }

    @Test
    void aRefusalNamesWhatIsNotOverruled() {
        free = 0;
        rights = new Rights("glance", true, false, List.of(), List.of(), true);
        Preflight preflight = new Preflight(Operation.EXPAND, checks());
        Overrules overrules = Overrules.NONE.with(Subject.RIGHTS, "the owner runs it");
        GateRefused refused = assertThrows(GateRefused.class, () -> preflight.refuse(overrules));
        assertEquals(Gate.PREFLIGHT, refused.gate());
        assertEquals(
                "Expand refused: preflight connections: 0 free, by max_connections = 100 (10 are needed);"
                        + " end sessions that are idle, or raise the limit;"
                        + " or overrule it: --overrule preflight.connections=REASON",
                refused.getMessage());
        preflight.refuse(overrules.with(Subject.CONNECTIONS, "they end now"));
    }

    @Test
    void anOverruleNeedsAGateAndAReason() {
        assertTrue(assertThrows(InvalidOverrule.class, () -> new Overrules(Map.of("lint", "x")))
                .getMessage()
                .startsWith("There is no gate \"lint\" that may be overruled; those are preflight.rights, "));
        assertTrue(assertThrows(InvalidOverrule.class, () -> new Overrules(Map.of("preflight.lag", " ")))
                .getMessage()
                .startsWith("An overrule needs a reason"));
    }

    @Test
    void aSessionThatIsGivenToAnotherIsShared() {
        assertFalse(Pooler.shared(1, 2, 1));
        assertTrue(Pooler.shared(1, 1, 2));
        assertTrue(Pooler.shared(1, 2, 3));
    }

    private static OpenTransaction transaction(int pid, Optional<Duration> age) {
        Blocker session = new Blocker(
                pid,
                Optional.empty(),
                Optional.of("nova"),
                Optional.empty(),
                Optional.empty(),
                age.map(any -> "idle in transaction"),
                age,
                Optional.empty(),
                Optional.empty());
        return new OpenTransaction("5/" + pid, session, true);
    }

    private static PreflightRules rules(Map<Subject, Mode> modes) {
        PreflightRules otherwise = PreflightRules.DEFAULT;
        return new PreflightRules(
                modes, otherwise.transaction(), otherwise.retained(), otherwise.lag(), otherwise.disk());
    }
}
