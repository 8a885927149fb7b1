package io.emcee.archive;

import io.emcee.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON object on one line whose last key is a SHA-256 over the line before it and over the rest of this one, so that
 * damage to any byte is found. It keeps nobody from forging a line who computes it anew.
 *
 * @param seal 64 hexadecimal digits, which the next line builds on
 */
record Sealed(String line, String seal) {
    private static final Pattern FORM = Pattern.compile("(\\{.*),\"seal\":\"([0-9a-f]{64})\"\\}");

    /** @param facts of at least one key */
    static Sealed of(Map<String, ?> facts, String before) {
        String object = Json.line(facts);
        String open = object.substring(0, object.length() - 1);
        String seal = seal(before, open);
        return new Sealed(open + ",\"seal\":\"" + seal + "\"}", seal);
    }

    /** The line if it is as it was written. */
    static Optional<Sealed> read(String line, String before) {
        Matcher parts = FORM.matcher(line);
        return parts.matches() && seal(before, parts.group(1)).equals(parts.group(2))
                ? Optional.of(new Sealed(line, parts.group(2)))
                : Optional.empty();
    }

    Map<String, Object> facts() {
        return Json.object(line);
    }

    private static String seal(String before, String open) {
        return new Sha256()
                .add(before.getBytes(StandardCharsets.UTF_8))
                .add(open.getBytes(StandardCharsets.UTF_8))
                .text();
    }
}
