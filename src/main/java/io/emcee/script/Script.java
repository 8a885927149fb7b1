package io.emcee.script;

import io.emcee.revision.Revision;
import io.emcee.revision.RevisionId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A revision with what it runs.
 *
 * @param version its number in the history of its branch; parts are numbered below it: 45, 45.1, 45.2
 * @param parts at least one, the last always transactional; a data migration has one without statements
 * @param migration present for a migrate revision that is no placeholder
 * @param verify a query that must answer true after the last part
 * @param lockTimeout how long a statement may wait for a lock, when the file says so
 * @param waivers rules of the linter that the file waives
 * @param file where it was read from, for messages
 */
public record Script(
        Revision revision,
        int version,
        List<Part> parts,
        Optional<DataMigration> migration,
        Optional<String> verify,
        Optional<Duration> lockTimeout,
        List<Waiver> waivers,
        String file) {
    public Script {
        parts = List.copyOf(parts);
        waivers = List.copyOf(waivers);
    }

    public RevisionId id() {
        return revision.id();
    }

    /** Whether the revision changes nothing. */
    public boolean placeholder() {
        return migration.isEmpty()
                && parts.stream().allMatch(part -> part.statements().isEmpty());
    }

    /** Whether a statement of it drops or empties a table, a column or what holds them. */
    public boolean dropsData() {
        return parts.stream().flatMap(part -> part.statements().stream()).anyMatch(Statement::dropsData);
    }

    /** The history's number of a part: {@code 45} for the first, then {@code 45.1}. */
    public String version(Part part) {
        return part.number() == 0 ? String.valueOf(version) : version + "." + part.number();
    }

    /** The part after which the revision is applied. */
    public Part lastPart() {
        return parts.get(parts.size() - 1);
    }

    /**
     * The text that stands for a part in the history: what it runs, after comments with those keys of the header that
     * change its meaning. A summary or a waiver may be edited later without being drift; these may not.
     */
    public String recorded(Part part) {
        StringBuilder text = new StringBuilder();
        meaning().forEach((key, value) -> text.append(comment(key + ": " + value)));
        migration.ifPresent(rows -> text.append(comment(rows.statement())));
        return text.append(part.sql()).toString();
    }

    /** Flyway's checksum of a part's recorded text: CRC32 over its lines without their ends. */
    public int checksum(Part part) {
        CRC32 crc = new CRC32();
        recorded(part).lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }

    private Map<String, String> meaning() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("revision", id().text());
        if (!revision.dependsOn().isEmpty()) {
            keys.put("depends_on", join(revision.dependsOn()));
        }
        migration.ifPresent(rows -> {
            keys.put("table", rows.table());
            keys.put("key", String.join(", ", rows.key()));
            keys.put("pending", rows.pending());
        });
        return keys;
    }

    private static String join(List<RevisionId> ids) {
        return ids.stream().map(RevisionId::text).collect(Collectors.joining(", "));
    }

    private static String comment(String text) {
        return text.lines().map(line -> "-- " + line + "\n").collect(Collectors.joining());
    }
}
