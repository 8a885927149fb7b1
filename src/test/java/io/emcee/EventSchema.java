package io.emcee;

import io.emcee.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The schema of events, and as much of JSON Schema as it uses. */
public final class EventSchema {
    private final Map<String, Object> schema;

    private EventSchema(Map<String, Object> schema) {
        this.schema = schema;
    }

    public static EventSchema load() {
        try (InputStream file =
                Objects.requireNonNull(EventSchema.class.getResourceAsStream("/io/emcee/cli/events.schema.json"))) {
            return new EventSchema(Json.object(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The kinds of lines that it describes. */
    public Set<String> kinds() {
        return list(schema.get("oneOf")).stream()
                .map(choice -> map(choice).get("$ref").toString().replace("#/$defs/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with a line by its kind's description; empty when nothing is. */
    public List<String> problems(String line) {
        Map<String, Object> object = Json.object(line);
        return kinds().contains(String.valueOf(object.get("kind")))
                ? problems(String.valueOf(object.get("kind")), line)
                : List.of("no description of the kind " + object.get("kind"));
    }

    /** What is wrong with a line by one of the definitions. */
    public List<String> problems(String definition, String line) {
        List<String> problems = new ArrayList<>();
        check(Map.of("$ref", "#/$defs/" + definition), Json.object(line), definition, problems);
        return problems;
    }

    private void check(Map<?, ?> rule, Object value, String place, List<String> problems) {
        if (rule.get("$ref") != null) {
            String name = rule.get("$ref").toString().replace("#/$defs/", "");
            check(map(map(schema.get("$defs")).get(name)), value, place, problems);
            return;
        }
        if (rule.get("oneOf") != null) {
            long fitting = list(rule.get("oneOf")).stream()
                    .filter(choice -> fits(map(choice), value))
                    .count();
            expect(fitting == 1, place + " is " + fitting + " of its choices", problems);
        }
        if (rule.get("const") != null) {
            expect(rule.get("const").equals(value), place + " is " + value, problems);
        }
        if (rule.get("enum") != null) {
            expect(list(rule.get("enum")).contains(value), place + " is " + value, problems);
        }
        if (rule.get("type") != null) {
            List<?> types = rule.get("type") instanceof List<?> some ? some : List.of(rule.get("type"));
            expect(types.contains(type(value)), place + " is of the type " + type(value), problems);
        }
        if (value instanceof Map<?, ?> object && rule.get("properties") != null) {
            object(rule, object, place, problems);
        }
        if (value instanceof List<?> items && rule.get("items") != null) {
            items.forEach(item -> check(map(rule.get("items")), item, place + "[]", problems));
        }
    }

    private boolean fits(Map<?, ?> rule, Object value) {
        List<String> problems = new ArrayList<>();
        check(rule, value, "", problems);
        return problems.isEmpty();
    }

    private void object(Map<?, ?> rule, Map<?, ?> object, String place, List<String> problems) {
        Map<?, ?> properties = map(rule.get("properties"));
        list(rule.get("required"))
                .forEach(key -> expect(object.containsKey(key), place + "." + key + " is missing", problems));
        object.forEach((key, value) -> {
            if (properties.containsKey(key)) {
                check(map(properties.get(key)), value, place + "." + key, problems);
            } else {
                problems.add(place + "." + key + " is not described");
            }
        });
    }

    private static void expect(boolean right, String otherwise, List<String> problems) {
        if (!right) {
            problems.add(otherwise);
        }
    }

    private static String type(Object value) {
        if (value instanceof Map<?, ?>) {
            return "object";
        }
        if (value instanceof List<?>) {
            return "array";
        }
        if (value instanceof Boolean) {
            return "boolean";
        }
        if (value instanceof Number number) {
            return number instanceof Integer || number instanceof Long ? "integer" : "number";
        }
        return value instanceof Optional<?> ? "null" : "string";
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }
}
