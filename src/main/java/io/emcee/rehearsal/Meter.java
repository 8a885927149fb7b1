package io.emcee.rehearsal;

import static java.util.stream.Collectors.toSet;

import io.emcee.lint.Lock;
import io.emcee.lint.LockMode;
import io.emcee.lint.Name;
import io.emcee.lint.Rule;
import io.emcee.lint.StatementReport;
import io.emcee.lint.Work;
import io.emcee.script.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a statement did to the relations that were there before its revision, and whether that is what the linter
 * says. Keeps the files of the relations from statement to statement.
 */
final class Meter {
    /** Not translated, whatever the server's language (since version 14). */
    private static final Pattern TELLING = Pattern.compile("rewriting table|verifying table|building index"
            + "|validating foreign key constraint|existing constraints on column|(updated )?partition constraint for");

    private static final Pattern TABLE = Pattern.compile("(?:rewriting|verifying|on) table \"(.*?)\"(?= |$)");
    private static final Pattern FOREIGN_KEY = Pattern.compile("validating foreign key constraint \"(.*)\"");

    private final Connection worker;
    private final String schema;
    private final Relations relations;
    private final Map<Long, Long> files;

    private Meter(Connection worker, String schema, Relations relations) {
        this.worker = worker;
        this.schema = schema;
        this.relations = relations;
        this.files = relations.files();
    }

    /**
     * For one revision, which has not begun.
     *
     * @param schema whose names are shown without it
     */
    static Meter of(Connection worker, String schema) throws SQLException {
        return new Meter(worker, schema, Relations.read(worker, schema));
    }

    /** Of a statement in a transaction, by what that held before it and holds after it. */
    Measured measure(Statement statement, Optional<StatementReport> linted, Held before, Held after, List<String> said)
            throws SQLException {
        Set<Name> named = named(linted);
        Measurement measurement = new Measurement(
                locks(relations.strongest(after.newerThan(before), named)),
                work(statement, after.files(), said),
                telling(said),
                true);
        Map<Name, LockMode> expected = relations.strongest(before.modes(), named);
        strong(linted).forEach((name, mode) -> expected.merge(name, mode, Meter::stronger));
        boolean same = strong(expected).equals(strong(relations.strongest(after.modes(), named)));
        return new Measured(measurement, agreement(linted, same && told(statement, linted) == measurement.work()));
    }

    /** Of a statement that was watched from outside. */
    Measured measure(Statement statement, Optional<StatementReport> linted, Alone.Watched watched) throws SQLException {
        Observer.Sight sight = watched.sight();
        List<String> said = watched.said();
        Map<Long, Long> after = Relations.read(worker, schema).files();
        Map<Name, LockMode> seen = relations.strongest(sight.locks(), named(linted));
        Measurement measurement =
                new Measurement(locks(seen), work(statement, after, said), telling(said), sight.waits());
        Map<Name, LockMode> expected = strong(linted);
        boolean same = strong(seen).equals(expected) && told(statement, linted) == measurement.work();
        // Seen in passing, a lock that is missing was perhaps only missed.
        boolean missed =
                !sight.waits() && expected.entrySet().containsAll(strong(seen).entrySet());
        return new Measured(measurement, !same && missed ? Agreement.NOT_SEEN : agreement(linted, same));
    }

    /** What was measured, and how it compares. */
    record Measured(Measurement measurement, Agreement agreement) {}

    private static Agreement agreement(Optional<StatementReport> linted, boolean same) {
        boolean understood = linted.isPresent()
                && linted.get().findings().stream().noneMatch(finding -> finding.rule() == Rule.NOT_UNDERSTOOD);
        return !understood ? Agreement.NOT_UNDERSTOOD : same ? Agreement.SAME : Agreement.DIFFERENT;
    }

    private static List<Lock> locks(Map<Name, LockMode> strongest) {
        return strongest.entrySet().stream()
                .map(entry -> new Lock(entry.getValue(), entry.getKey(), Lock.On.TABLE))
                .sorted(Comparator.comparing(Lock::mode)
                        .reversed()
                        .thenComparing(lock -> lock.table().toString()))
                .toList();
    }

    /** What the linter says of tables; of indexes it says it only in passing. */
    private static Set<Name> named(Optional<StatementReport> linted) {
        return onTables(linted).stream().map(Lock::table).collect(toSet());
    }

    private static List<Lock> onTables(Optional<StatementReport> linted) {
        return linted.map(StatementReport::locks).orElse(List.of()).stream()
                .filter(lock -> lock.on() != Lock.On.INDEX && lock.on() != Lock.On.INDEXES)
                .toList();
    }

    private static Map<Name, LockMode> strong(Optional<StatementReport> linted) {
        Map<Name, LockMode> said = new HashMap<>();
        onTables(linted).forEach(lock -> said.merge(lock.table(), lock.mode(), Meter::stronger));
        return strong(said);
    }

    /** Only what stops somebody is compared: plain reads and writes lock much that nobody waits for. */
    private static Map<Name, LockMode> strong(Map<Name, LockMode> locks) {
        Map<Name, LockMode> strong = new HashMap<>(locks);
        strong.values().removeIf(mode -> mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) < 0);
        return strong;
    }

    private static LockMode stronger(LockMode one, LockMode other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What the server would tell of: not that rows are written or copied, nor that those of a domain are checked. */
    private static Work told(Statement statement, Optional<StatementReport> linted) {
        Work work = linted.map(StatementReport::work).orElse(Work.NOTHING);
        boolean silent = work == Work.WRITE || work == Work.COPY || statement.begins("ALTER", "DOMAIN");
        return silent ? Work.NOTHING : work;
    }

    private Work work(Statement statement, Map<Long, Long> now, List<String> said) throws SQLException {
        boolean moved = moved(now);
        if (statement.begins("TRUNCATE")) {
            // Its new files are empty, whatever the old ones held.
            return Work.NOTHING;
        }
        if (moved) {
            return Work.REWRITE;
        }
        if (said.stream().anyMatch(message -> message.startsWith("building index") && ofKnown(message))) {
            return Work.BUILD;
        }
        for (String message : said) {
            if ((message.startsWith("verifying table") && ofKnown(message)) || validates(message)) {
                return Work.SCAN;
            }
        }
        return Work.NOTHING;
    }

    /** Whether a table has another file than after the last statement; a sequence gets one when it is restarted. */
    private boolean moved(Map<Long, Long> now) {
        Set<Long> moved = new HashSet<>(now.keySet());
        moved.removeIf(oid -> !files.containsKey(oid) || files.get(oid).equals(now.get(oid)));
        moved.forEach(oid -> files.put(oid, now.getOrDefault(oid, 0L)));
        moved.removeAll(relations.sequences());
        return !moved.isEmpty();
    }

    private boolean ofKnown(String message) {
        Matcher table = TABLE.matcher(message);
        return table.find() && relations.has(table.group(1));
    }

    /** The message names the foreign key only; that of a new table is checked for no row. */
    private boolean validates(String message) throws SQLException {
        Matcher key = FOREIGN_KEY.matcher(message);
        if (!key.matches()) {
            return false;
        }
        try (PreparedStatement select =
                worker.prepareStatement("SELECT conrelid FROM pg_constraint WHERE contype = 'f' AND conname = ?")) {
            select.setString(1, key.group(1));
            try (ResultSet row = select.executeQuery()) {
                boolean known = false;
                while (row.next()) {
                    known |= relations.known().containsKey(row.getLong(1));
                }
                return known;
            }
        }
    }

    private static List<String> telling(List<String> said) {
        return said.stream()
                .filter(message -> TELLING.matcher(message).lookingAt())
                .map(message -> message.replaceAll("[\\p{Cc}\\p{Cf}]", "?"))
                .distinct()
                .toList();
    }
}
