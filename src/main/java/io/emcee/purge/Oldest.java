package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.Identifier;
import io.emcee.catalog.Literal;
import io.emcee.catalog.SoftDelete;
import io.emcee.catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The roots that were deleted first, for a purge that takes only so many. Those that are hindered do not count. */
final class Oldest implements Roots {
    private static final long MOST = 100_000;

    private final Connection connection;
    private final Hindrances hindrances;
    private final Rows template;
    private final long chunk;
    private Rows read;
    private int place;
    private Optional<List<String>> after = Optional.empty();
    private boolean ended;

    /** @param limit how many are wanted in all */
    Oldest(Connection connection, Hindrances hindrances, long limit) {
        this.connection = connection;
        this.hindrances = hindrances;
        this.chunk = Math.min(MOST, limit + 100);
        Table root = hindrances.tree().root();
        List<String> columns = new ArrayList<>(List.of(time()));
        columns.addAll(Keys.primary(root));
        List<String> types = new ArrayList<>(List.of(withZone() ? "timestamptz" : "timestamp"));
        root.primaryKey().forEach(column -> types.add(column.type()));
        this.template = Rows.none(columns, types);
        this.read = template;
    }

    @Override
    public synchronized Optional<String> next(int size) throws SQLException {
        if (place >= read.size() && !ended) {
            read();
        }
        if (place >= read.size()) {
            return Optional.empty();
        }
        int end = Math.min(read.size(), place + size);
        Rows batch = read.part(place, end).only(Keys.primary(hindrances.tree().root()));
        place = end;
        return Optional.of(batch.match("r"));
    }

    /** They are read in chunks of many batches, since each reads the table. */
    private void read() throws SQLException {
        Table root = hindrances.tree().root();
        String order = template.columns().stream()
                .map(column -> "r." + Identifier.quote(column))
                .collect(joining(", "));
        String from =
                after.map(last -> " AND (" + order + ") > " + constants(last)).orElse("");
        read = template.query(
                connection,
                "SELECT " + template.selection("r") + " FROM " + root.name().quoted() + " AS r WHERE "
                        + hindrances.cutoff().candidate(root, "r")
                        + hindrances.holds().except(root, "r") + from + " ORDER BY " + order + " LIMIT " + chunk);
        place = 0;
        ended = read.size() < chunk;
        if (!read.isEmpty()) {
            after = Optional.of(read.values().get(read.size() - 1));
        }
    }

    private String constants(List<String> values) {
        List<String> constants = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            constants.add("CAST(" + Literal.quote(values.get(i)) + " AS "
                    + template.types().get(i) + ")");
        }
        return "(" + String.join(", ", constants) + ")";
    }

    private String time() {
        return mark().column();
    }

    private boolean withZone() {
        return mark().withZone();
    }

    private SoftDelete.Time mark() {
        return hindrances.tree().root().softDelete().flatMap(SoftDelete::time).orElseThrow();
    }
}
