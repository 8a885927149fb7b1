package io.emcee.config;

import io.emcee.json.Durations;
import io.emcee.json.Fields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the key {@code gates} of a target. */
final class GatesReader {
    private GatesReader() {}

    /** @param path how a path of the file is read */
    static Gates read(Fields fields, Function<String, Path> path) {
        Optional<Fields> drain = fields.fields("drain");
        Optional<Fields> backup = fields.fields("backup");
        Gates gates = new Gates(
                drain.flatMap(PreflightReader::mode),
                drain.flatMap(inner -> time(inner, "quiet")),
                drain.flatMap(GatesReader::pattern),
                backup.flatMap(PreflightReader::mode),
                backup.flatMap(inner -> time(inner, "age")),
                backup.map(inner -> inner.texts("command")).orElse(List.of()),
                backup.flatMap(inner -> inner.text("path")).map(path));
        drain.ifPresent(Fields::end);
        backup.ifPresent(Fields::end);
        fields.end();
        return gates;
    }

    private static Optional<Duration> time(Fields fields, String key) {
        return fields.parsed(key, "a length of time such as 15m or 24h", Durations::parse);
    }

    private static Optional<String> pattern(Fields fields) {
        return fields.parsed(
                "old_clients",
                "a regular expression",
                text -> Pattern.compile(text).pattern());
    }
}
