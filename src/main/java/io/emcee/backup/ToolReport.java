package io.emcee.backup;

import io.emcee.engine.Backup;
import io.emcee.json.Json;
import io.emcee.json.Sizes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a tool for backups says of them, as JSON: {@code pgbackrest info --output=json}, {@code wal-g backup-list --detail
 * --json}, {@code barman --format json list-backups} or {@code show-backup}.
 */
final class ToolReport {
    /** By which a cluster is known. */
    private static final List<String> SYSTEM = List.of("system-id", "system_identifier", "systemid");

    /** A whole backup of a cluster is not this much smaller than one of its databases. */
    private static final long SMALLER = 10;

    /**
     * A backup that was finished.
     *
     * @param bytes of the files that it stands for; 0 where nobody says
     */
    private record Finished(String tool, String name, Instant at, long bytes) {}

    private final String where;
    private final Map<String, Object> report;

    /** @throws IllegalArgumentException when the text is no JSON */
    ToolReport(String where, String text) {
        this.where = where;
        this.report = Json.object("{\"report\":" + text + "}");
    }

    /**
     * Accepts the newest of its backups.
     *
     * @throws io.emcee.engine.GateRefused when there is none that was finished, or it is of another cluster or too small
     */
    Backup accept(Extent extent) {
        List<Map<?, ?>> all = new ArrayList<>();
        maps(report, all);
        Finished newest = all.stream()
                .flatMap(map -> finished(map).stream())
                .max(Comparator.comparing(Finished::at))
                .orElseThrow(() -> Refusals.of(
                        where,
                        "it names no finished backup; give what pgbackrest info, wal-g backup-list or barman"
                                + " list-backups print as JSON"));
        List<String> systems = all.stream()
                .flatMap(map -> SYSTEM.stream().flatMap(key -> text(map, key).stream()))
                .toList();
        if (!systems.isEmpty() && !systems.contains(extent.system())) {
            throw Refusals.of(where, "it is of another cluster; give that of system identifier " + extent.system());
        }
        if (newest.bytes() > 0 && newest.bytes() < extent.bytes() / SMALLER) {
            throw Refusals.of(
                    where,
                    newest.name() + " has " + Sizes.words(newest.bytes()) + ", and the database "
                            + Sizes.words(extent.bytes()) + "; give that of this database");
        }
        return new Backup(
                Backup.Kind.TOOL,
                where,
                Optional.of(newest.at()),
                newest.tool() + " has " + newest.name()
                        + (newest.bytes() > 0 ? " of " + Sizes.words(newest.bytes()) : ""));
    }

    private static void maps(Object value, List<Map<?, ?>> found) {
        if (value instanceof Map<?, ?> map) {
            found.add(map);
            map.values().forEach(inner -> maps(inner, found));
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> maps(inner, found));
        }
    }

    private static Optional<Finished> finished(Map<?, ?> map) {
        return Stream.of(pgBackRest(map), walG(map), barman(map))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** {@code {"label": "20261120-180000F", "timestamp": {"stop": 1795197600}, "error": false, "info": {"size": 1}}}. */
    private static Optional<Finished> pgBackRest(Map<?, ?> map) {
        if (!(map.get("timestamp") instanceof Map<?, ?> times) || Boolean.TRUE.equals(map.get("error"))) {
            return Optional.empty();
        }
        long size =
                map.get("info") instanceof Map<?, ?> info ? number(info, "size").orElse(0L) : 0;
        return text(map, "label")
                .flatMap(label -> number(times, "stop")
                        .map(stop -> new Finished("pgBackRest", label, Instant.ofEpochSecond(stop), size)));
    }

    /** {@code {"backup_name": "base_00...", "finish_time": "2026-11-20T18:00:00Z", "uncompressed_size": 1}}. */
    private static Optional<Finished> walG(Map<?, ?> map) {
        return text(map, "backup_name")
                .flatMap(name -> Stream.of("finish_time", "time", "modified")
                        .flatMap(key -> text(map, key).stream())
                        .flatMap(text -> time(text).stream())
                        .findFirst()
                        .map(at -> new Finished(
                                "WAL-G",
                                name,
                                at,
                                number(map, "uncompressed_size").orElse(0L))));
    }

    /** {@code {"backup_id": "20261120T180000", "status": "DONE", "end_time_timestamp": "1795197600", "size_bytes": 1}}. */
    private static Optional<Finished> barman(Map<?, ?> map) {
        Map<?, ?> inner = map.get("base_backup_information") instanceof Map<?, ?> information ? information : map;
        return text(map, "backup_id")
                .filter(id -> text(map, "status").filter("DONE"::equals).isPresent())
                .flatMap(id -> number(inner, "end_time_timestamp")
                        .map(end -> new Finished(
                                "Barman",
                                id,
                                Instant.ofEpochSecond(end),
                                number(map, "size_bytes").orElse(0L))));
    }

    private static Optional<String> text(Map<?, ?> map, String key) {
        return Optional.<Object>ofNullable(map.get(key))
                .filter(value -> value instanceof String || value instanceof Number)
                .map(String::valueOf);
    }

    private static Optional<Long> number(Map<?, ?> map, String key) {
        try {
            return text(map, key).map(Long::valueOf);
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }
}
