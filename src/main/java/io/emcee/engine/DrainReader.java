package io.emcee.engine;

import io.emcee.catalog.Activities;
import io.emcee.catalog.Activity;
import io.emcee.catalog.Blocker;
import io.emcee.engine.Check.State;
import io.emcee.engine.Witness.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks the three witnesses of the clients of the release before. Only reads. */
final class DrainReader {
    private static final int NAMED = 5;

    private static final String TRAPS = """
            SELECT column_name, table_schema, table_name, set_at, clock_timestamp() FROM emcee.trap
            """;

    private static final String WRITES = """
            SELECT w.application, w.role, w.address,
                   w.table_schema, w.table_name, w.column_name, count(*), max(w.at), clock_timestamp()
            FROM emcee.old_write AS w
            JOIN unnest(?::text[], ?::text[], ?::text[]) AS d (table_schema, table_name, column_name)
                USING (table_schema, table_name, column_name)
            WHERE w.at > clock_timestamp() - ? * INTERVAL '1 millisecond'
            GROUP BY 1, 2, 3, 4, 5, 6
            ORDER BY 8 DESC
            """;

    private final Connection connection;
    private final List<Dropped> dropped;
    private final GateRules rules;

    /** @param connection in autocommit */
    DrainReader(Connection connection, List<Dropped> dropped, GateRules rules) {
        this.connection = connection;
        this.dropped = dropped;
        this.rules = rules;
    }

    Drain read() throws SQLException {
        List<Dropped> there = new ArrayList<>();
        for (Dropped one : dropped) {
            if (new Trap(one).possible(connection)) {
                there.add(one);
            }
        }
        boolean traps = StateSchema.traps(connection);
        Window window = traps ? window(there) : new Window(there, Optional.empty(), Duration.ZERO);
        return new Drain(
                there.stream().map(Dropped::toString).toList(),
                window.since(),
                rules.quiet(),
                List.of(
                        sessions(),
                        there.isEmpty() ? nothing(Kind.WRITES) : writes(there, window),
                        there.isEmpty()
                                ? nothing(Kind.STATEMENTS)
                                : new OldStatements(connection).read(there, window)));
    }

    private static Witness nothing(Kind kind) {
        return Witness.fine(kind, "it drops nothing that clients could write");
    }

    private Witness sessions() throws SQLException {
        List<Activity> clients = Activities.of(connection).stream()
                .filter(activity -> activity.pid() != 0 && !name(activity).startsWith("emcee/"))
                .filter(activity -> activity.kind().orElse("client backend").equals("client backend"))
                .toList();
        Optional<Pattern> pattern = rules.old().map(Pattern::compile);
        if (pattern.isEmpty()) {
            return new Witness(
                    Kind.SESSIONS,
                    State.YELLOW,
                    "nobody has said how old clients name themselves; there are " + names(clients),
                    List.of("say it in the configuration of the target: gates: {drain: {old_clients: REGEX}}"));
        }
        List<Activity> old = clients.stream()
                .filter(client -> pattern.get().matcher(name(client)).find())
                .toList();
        return old.isEmpty()
                ? Witness.fine(Kind.SESSIONS, "none is of an old client; there are " + names(clients))
                : new Witness(
                        Kind.SESSIONS,
                        State.RED,
                        old.size()
                                + (old.size() == 1 ? " is of an old client: " : " are of old clients: ")
                                + old.stream()
                                        .limit(NAMED)
                                        .map(Activity::session)
                                        .map(Blocker::toString)
                                        .collect(Collectors.joining(", "))
                                + (old.size() > NAMED ? ", and more" : ""),
                        List.of("stop the services of the release before"));
    }

    private static String name(Activity activity) {
        return activity.session().application().orElse("");
    }

    /** {@code glance-api/14 (12), psql (1)}. */
    private static String names(List<Activity> clients) {
        Map<String, Long> count = clients.stream()
                .map(client -> name(client).isEmpty() ? "without a name" : name(client))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return count.isEmpty()
                ? "no others"
                : count.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }

    /**
     * Since when there is somebody to see what is written.
     *
     * @param missing those without a trap
     * @param since when the last trap was set; empty when one is missing
     * @param length since then; zero when one is missing
     */
    record Window(List<Dropped> missing, Optional<Instant> since, Duration length) {}

    private Window window(List<Dropped> there) throws SQLException {
        List<Dropped> missing = new ArrayList<>();
        Map<String, Instant> set = new TreeMap<>();
        Instant now = Instant.EPOCH;
        try (PreparedStatement select = connection.prepareStatement(TRAPS);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                set.put(rows.getString(1) + '\0' + rows.getString(2) + '\0' + rows.getString(3), time(rows, 4));
                now = time(rows, 5);
            }
        }
        Instant last = Instant.EPOCH;
        for (Dropped one : there) {
            Optional<Instant> at = Optional.ofNullable(set.get(one.column().orElse("")
                    + '\0'
                    + one.table().schema()
                    + '\0'
                    + one.table().name()));
            if (at.isEmpty() || !new Trap(one).set(connection)) {
                missing.add(one);
            } else if (at.get().isAfter(last)) {
                last = at.get();
            }
        }
        return missing.isEmpty()
                ? new Window(missing, Optional.of(last), Duration.between(last, now))
                : new Window(missing, Optional.empty(), Duration.ZERO);
    }

    private Witness writes(List<Dropped> there, Window window) throws SQLException {
        if (window.since().isEmpty()) {
            return new Witness(
                    Kind.WRITES,
                    State.RED,
                    "nobody looks for writes of old clients to " + words(window.missing()),
                    List.of("emcee drain start, then wait " + words(rules.quiet())));
        }
        List<String> seen = seen(there);
        if (!seen.isEmpty()) {
            return new Witness(
                    Kind.WRITES,
                    State.RED,
                    seen.stream().limit(NAMED).collect(Collectors.joining(", "))
                            + (seen.size() > NAMED ? ", and " + (seen.size() - NAMED) + " more" : ""),
                    List.of("stop these clients, then wait until nobody has written for " + words(rules.quiet())));
        }
        Duration left = rules.quiet().minus(window.length());
        return left.isNegative() || left.isZero()
                ? Witness.fine(Kind.WRITES, "no old client has written for " + words(rules.quiet()))
                : new Witness(
                        Kind.WRITES,
                        State.RED,
                        "no old client has written, but the traps stand only since " + words(window.length()),
                        List.of("wait " + words(left) + " more"));
    }

    /** {@code glance-api/13 (role "glance", 10.0.0.1) wrote public.images.is_public 12 times, last 10 s ago}. */
    private List<String> seen(List<Dropped> there) throws SQLException {
        List<String> seen = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(WRITES)) {
            array(select, 1, there, one -> one.table().schema());
            array(select, 2, there, one -> one.table().name());
            array(select, 3, there, one -> one.column().orElse(""));
            select.setLong(4, rules.quiet().toMillis());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    seen.add(seen(row));
                }
            }
        }
        return seen;
    }

    private static String seen(ResultSet row) throws SQLException {
        String application = row.getString(1).isEmpty() ? "a client without a name" : row.getString(1);
        String address =
                Optional.ofNullable(row.getString(3)).map(host -> ", " + host).orElse("");
        String column = row.getString(6).isEmpty() ? "" : "." + row.getString(6);
        long times = row.getLong(7);
        return application + " (role \"" + row.getString(2) + "\"" + address + ") wrote " + row.getString(4) + "."
                + row.getString(5) + column
                + (times == 1 ? " " : " in " + times + " transactions, last ")
                + words(Duration.between(time(row, 8), time(row, 9))) + " ago";
    }

    private void array(PreparedStatement select, int number, List<Dropped> there, Function<Dropped, String> what)
            throws SQLException {
        select.setArray(
                number,
                connection.createArrayOf("text", there.stream().map(what).toArray()));
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static String words(List<Dropped> some) {
        return some.stream().limit(NAMED).map(Dropped::toString).collect(Collectors.joining(", "))
                + (some.size() > NAMED ? " and " + (some.size() - NAMED) + " more" : "");
    }

    static String words(Duration time) {
        Duration shown = time.isNegative() ? Duration.ZERO : time;
        return shown.toMillis() < 1000
                ? shown.toMillis() + " ms"
                : shown.toSeconds() < 120
                        ? shown.toSeconds() + " s"
                        : shown.toMinutes() < 120 ? shown.toMinutes() + " min" : shown.toHours() + " h";
    }
}
