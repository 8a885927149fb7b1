package io.emcee.config;

import io.emcee.json.Durations;
import io.emcee.json.Fields;
import io.emcee.json.Sizes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the key {@code preflight} of a target: for each check its mode, and its limit where it has one. */
final class PreflightReader {
    private static final List<String> CHECKS = List.of(
            "rights",
            "connections",
            "sessions",
            "transactions",
            "prepared",
            "wraparound",
            "indexes",
            "slots",
            "lag",
            "disk");

    private static final Set<String> MODES = Set.of("require", "warn", "off");

    private PreflightReader() {}

    static Preflight read(Fields fields) {
        Map<String, Fields> checks = new LinkedHashMap<>();
        CHECKS.forEach(name -> fields.fields(name).ifPresent(check -> checks.put(name, check)));
        Map<String, String> modes = new LinkedHashMap<>();
        checks.forEach((name, check) -> mode(check).ifPresent(mode -> modes.put(name, mode)));
        Preflight preflight = new Preflight(
                modes,
                limit(checks, "transactions", PreflightReader::time),
                limit(checks, "slots", PreflightReader::size),
                limit(checks, "lag", PreflightReader::size),
                limit(checks, "disk", PreflightReader::size));
        checks.values().forEach(Fields::end);
        fields.end();
        return preflight;
    }

    private static <T> Optional<T> limit(
            Map<String, Fields> checks, String name, Function<Fields, Optional<T>> reader) {
        return Optional.ofNullable(checks.get(name)).flatMap(reader);
    }

    /** What becomes of a finding. */
    static Optional<String> mode(Fields check) {
        return check.parsed("mode", "one of require, warn, off", mode -> {
            if (!MODES.contains(mode)) {
                throw new IllegalArgumentException(mode);
            }
            return mode;
        });
    }

    private static Optional<Duration> time(Fields check) {
        return check.parsed("limit", "a length of time such as 5s or 2m", Durations::parse);
    }

    private static Optional<Long> size(Fields check) {
        return check.parsed("limit", "an amount of bytes such as 64MB or 1GB", Sizes::parse);
    }
}
