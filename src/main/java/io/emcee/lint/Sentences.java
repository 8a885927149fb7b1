package io.emcee.lint;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts a rule into words for one effect, and grades it by the table's size where that is known. */
final class Sentences {
    /** What clients are made to wait at most, first and last, by the ladder of lock timeouts. */
    private static final Duration UNFELT = Duration.ofMillis(100);

    private static final Duration BORNE = Duration.ofSeconds(3);

    private final World world;
    private final Effect effect;
    private final int line;

    Sentences(World world, Effect effect, int line) {
        this.world = world;
        this.effect = effect;
        this.line = line;
    }

    Finding finding(Rule rule, String detail) {
        Optional<Duration> time = rule.growsWithSize() ? time() : Optional.empty();
        Severity severity = time.map(Sentences::severity).orElse(rule.severity());
        String size = time.map(this::size).orElse("");
        String safer =
                effect.row().rules().contains(rule) && !effect.row().safer().isEmpty()
                        ? "; " + effect.row().safer()
                        : remedy(rule);
        return new Finding(rule, severity, line, words(rule, detail) + size + safer, Optional.empty());
    }

    private String words(Rule rule, String detail) {
        return rule.sentence()
                .replace("{what}", effect.row().words())
                .replace("{table}", quoted(effect.table().toString()))
                .replace("{blocks}", blocks(rule).blocks())
                .replace("{detail}", rule.namesTable() ? quoted(detail) : detail);
    }

    private LockMode blocks(Rule rule) {
        return rule == Rule.LOCKS_REFERENCED_TABLE || rule == Rule.DROP_LOCKS_REFERENCED_TABLE
                ? LockMode.ACCESS_EXCLUSIVE
                : effect.row().lock();
    }

    private static String quoted(String name) {
        return name.startsWith("\"") ? name : "\"" + name + "\"";
    }

    private static String remedy(Rule rule) {
        return switch (rule) {
            case WORK_AFTER_LOCK -> "; put it into a part of its own, before";
            case TWO_TABLES_LOCKED -> "; give each table a part of its own";
            case DROP_LOCKS_REFERENCED_TABLE -> "; drop each foreign key in a part of its own first";
            case LOCKS_EVERY_PARTITION -> "; do it for each partition first, and for the parent last";
            case NO_CONCURRENTLY_HERE ->
                "; CREATE INDEX ON ONLY the parent, CONCURRENTLY on each partition, and attach them";
            case CORRUPTS_INDEX -> "; update the server to 14.4 or newer first";
            case NEEDS_NEWER_SERVER -> "; write it for the oldest server it is to run on";
            case CASCADE_DROPS_MORE -> "; drop by name what depends on it";
            case INDEX_IF_NOT_EXISTS -> "; leave out IF NOT EXISTS";
            default -> "";
        };
    }

    private Optional<Duration> time() {
        OptionalLong bytes = bytes();
        Work work =
                effect.row().work() == Work.NOTHING ? Work.SCAN : effect.row().work();
        return bytes.isPresent() ? Optional.of(work.on(bytes.getAsLong())) : Optional.empty();
    }

    private OptionalLong bytes() {
        return world.find(effect.table()).map(Shape::bytes).orElse(OptionalLong.empty());
    }

    private static Severity severity(Duration time) {
        if (time.compareTo(UNFELT) < 0) {
            return Severity.NOTE;
        }
        return time.compareTo(BORNE) < 0 ? Severity.WARNING : Severity.ERROR;
    }

    /** {@code  (200.0 GB, about 17 min)}. */
    private String size(Duration time) {
        return " (" + bytes(bytes().orElse(0)) + ", " + about(time) + ")";
    }

    private static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1_000 && unit < 4) {
            size /= 1_000;
            unit++;
        }
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
    }

    private static String about(Duration time) {
        if (time.compareTo(UNFELT) < 0) {
            return "less than 0.1 s";
        }
        if (time.compareTo(Duration.ofMinutes(2)) < 0) {
            return String.format(Locale.ROOT, "about %.1f s", time.toMillis() / 1_000.0);
        }
        return time.compareTo(Duration.ofHours(3)) < 0
                ? "about " + time.toMinutes() + " min"
                : "about " + time.toHours() + " h";
    }
}
