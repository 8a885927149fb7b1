package io.emcee.script;

import io.emcee.json.Durations;
import io.emcee.json.Fields;
import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The header of a revision file, each key by itself. A key with a problem is as good as absent.
 *
 * @param fields where problems with a key are noted
 */
record Header(
        Fields fields,
        Optional<RevisionId> id,
        Optional<Phase> phase,
        List<RevisionId> downRevisions,
        List<RevisionId> dependsOn,
        String release,
        String summary,
        Optional<Integer> version,
        boolean nothing,
        Optional<String> table,
        List<String> key,
        Optional<String> pending,
        Optional<String> verify,
        Optional<Duration> lockTimeout,
        List<Waiver> waivers) {

    /** Longer than a day nobody waits for a lock, and 0 would wait for ever. */
    private static final Duration LONGEST_LOCK_TIMEOUT = Duration.ofDays(1);

    /** Reads every key; the unknown ones are problems. */
    static Header read(Fields fields) {
        Header header = new Header(
                fields,
                fields.requiredText("revision").flatMap(text -> id(fields, "revision", text)),
                fields.requiredText("phase").flatMap(word -> phase(fields, word)),
                ids(fields, "down_revision"),
                ids(fields, "depends_on"),
                fields.requiredText("release").orElse(""),
                fields.requiredText("summary").orElse(""),
                fields.number("version", 1),
                fields.flag("nothing"),
                fields.text("table"),
                fields.texts("key"),
                sql(fields, "pending"),
                sql(fields, "verify"),
                fields.parsed("lock_timeout", "a time from 1ms to 24h such as 5s", Header::lockTimeout),
                waivers(fields));
        fields.end();
        return header;
    }

    boolean has(String key) {
        return fields.keys().contains(key);
    }

    private static List<RevisionId> ids(Fields fields, String key) {
        return fields.texts(key).stream()
                .flatMap(text -> id(fields, key, text).stream())
                .distinct()
                .toList();
    }

    private static Optional<RevisionId> id(Fields fields, String key, String text) {
        try {
            return Optional.of(RevisionId.of(text));
        } catch (IllegalArgumentException badForm) {
            fields.problem(
                    key,
                    "the key \"" + key + "\" holds \"" + text + "\"; a revision id is 1 to 100 letters, digits, \"_\","
                            + " \"-\" or \".\", a letter or digit first");
            return Optional.empty();
        }
    }

    private static Optional<Phase> phase(Fields fields, String word) {
        try {
            return Optional.of(Phase.of(word));
        } catch (IllegalArgumentException unknown) {
            fields.problem("phase", "unknown phase \"" + word + "\"; known are base, expand, migrate, contract");
            return Optional.empty();
        }
    }

    private static List<Waiver> waivers(Fields header) {
        return header.fields("waive").stream()
                .flatMap(rules -> rules.keys().stream().flatMap(rule -> waiver(rules, rule).stream()))
                .toList();
    }

    private static Optional<Waiver> waiver(Fields rules, String rule) {
        return rules.text(rule).map(reason -> new Waiver(rule, reason, rules.line(rule)));
    }

    /** SQL that becomes a piece of a larger statement. */
    private static Optional<String> sql(Fields fields, String key) {
        Optional<String> sql = fields.text(key);
        if (sql.filter(text -> !Splitter.isWhole(text)).isPresent()) {
            fields.problem(
                    key,
                    "the key \"" + key + "\" must be one whole piece of SQL; close its quotes and parentheses, and"
                            + " leave out semicolons and a comment at its end");
            return Optional.empty();
        }
        return sql;
    }

    private static Duration lockTimeout(String text) {
        Duration time = Durations.parse(text);
        if (time.isZero() || time.compareTo(LONGEST_LOCK_TIMEOUT) > 0) {
            throw new IllegalArgumentException(text);
        }
        return time;
    }
}
