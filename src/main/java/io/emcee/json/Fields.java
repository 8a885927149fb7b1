package io.emcee.json;

import io.emcee.json.Node.Entry;
import io.emcee.json.Node.Mapping;
import io.emcee.json.Node.Scalar;
import io.emcee.json.Node.Sequence;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of one mapping, read key by key. A wrong type is noted as a problem and read as absent, so that reading
 * goes on; {@link #end()} notes the keys that nobody asked for. Not thread-safe.
 */
public final class Fields {
    private final String file;
    private final Mapping mapping;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    Fields(String file, Mapping mapping, Problems problems) {
        this.file = file;
        this.mapping = mapping;
        this.problems = problems;
    }

    /** The line of a key, or of the mapping when the key is absent. */
    public int line(String key) {
        Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.line() : entry.line();
    }

    /** The keys that stand in the file, in its order. */
    public Set<String> keys() {
        return mapping.entries().keySet();
    }

    /** A single value; an empty one is a problem. */
    public Optional<String> text(String key) {
        return entry(key).flatMap(entry -> scalar(key, entry.value())).flatMap(scalar -> filled(key, scalar));
    }

    /** As {@link #text}, and a problem when absent. */
    public Optional<String> requiredText(String key) {
        require(key);
        return text(key);
    }

    /** A whole number of at least {@code least}. */
    public Optional<Integer> number(String key, int least) {
        return text(key)
                .flatMap(text -> parse(key, text, "a whole number of at least " + least, value -> {
                    int number = Integer.parseInt(value);
                    if (number < least) {
                        throw new NumberFormatException();
                    }
                    return number;
                }));
    }

    /** {@code true} or {@code false}; false when absent. */
    public boolean flag(String key) {
        return text(key)
                .flatMap(text -> parse(key, text, "true or false", Fields::flagOf))
                .orElse(false);
    }

    /** A value of any form that {@code parser} understands; it throws IllegalArgumentException when it does not. */
    public <T> Optional<T> parsed(String key, String expected, Function<String, T> parser) {
        return text(key).flatMap(text -> parse(key, text, expected, parser));
    }

    /** As {@link #parsed}, and a problem when absent. */
    public <T> Optional<T> requiredParsed(String key, String expected, Function<String, T> parser) {
        require(key);
        return parsed(key, expected, parser);
    }

    /** One value or a list of values; empty when absent. */
    public List<String> texts(String key) {
        return entry(key)
                .map(entry -> entry.value()
                        .fold(
                                scalar -> filled(key, scalar).stream().toList(),
                                sequence -> items(key, sequence),
                                map -> this.<List<String>>wrong(key, map.line(), "a value or a list", List.of())))
                .orElse(List.of());
    }

    /** A mapping of names to values, in the order of the file; empty when absent. */
    public Map<String, String> pairs(String key) {
        Map<String, String> pairs = new LinkedHashMap<>();
        fields(key)
                .ifPresent(inner ->
                        inner.keys().forEach(name -> inner.text(name).ifPresent(value -> pairs.put(name, value))));
        return pairs;
    }

    /** A mapping below a key. Its own {@link #end()} is for the caller. */
    public Optional<Fields> fields(String key) {
        return entry(key)
                .flatMap(entry -> entry.value()
                        .fold(
                                scalar -> wrong(key, scalar.line(), "a mapping", Optional.<Fields>empty()),
                                sequence -> wrong(key, sequence.line(), "a mapping", Optional.<Fields>empty()),
                                map -> Optional.of(new Fields(file, map, problems))));
    }

    /** Notes a problem at the line of a key. */
    public void problem(String key, String sentence) {
        problems.add(file, line(key), sentence);
    }

    /** Notes every key that was never asked for. */
    public void end() {
        mapping.entries().forEach((key, entry) -> {
            if (!asked.contains(key)) {
                problems.add(file, entry.line(), "unknown key \"" + key + "\"" + suggestion(key));
            }
        });
    }

    private void require(String key) {
        if (!mapping.entries().containsKey(key)) {
            problem(key, "the key \"" + key + "\" is missing");
        }
    }

    private Optional<Entry> entry(String key) {
        asked.add(key);
        return Optional.ofNullable(mapping.entries().get(key));
    }

    private Optional<Scalar> scalar(String key, Node node) {
        return node.fold(
                Optional::of,
                sequence -> wrong(key, sequence.line(), "a single value", Optional.<Scalar>empty()),
                map -> wrong(key, map.line(), "a single value", Optional.<Scalar>empty()));
    }

    private List<String> items(String key, Sequence sequence) {
        return sequence.items().stream()
                .flatMap(item -> scalar(key, item).stream())
                .flatMap(scalar -> filled(key, scalar).stream())
                .toList();
    }

    private Optional<String> filled(String key, Scalar scalar) {
        if (scalar.text().isBlank()) {
            problems.add(file, scalar.line(), "the key \"" + key + "\" has no value");
            return Optional.empty();
        }
        return Optional.of(scalar.text());
    }

    private <T> Optional<T> parse(String key, String text, String expected, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException notUnderstood) {
            problem(key, "the key \"" + key + "\" must be " + expected + ", not \"" + text + "\"");
            return Optional.empty();
        }
    }

    private <T> T wrong(String key, int line, String expected, T instead) {
        problems.add(file, line, "the key \"" + key + "\" must be " + expected);
        return instead;
    }

    private static boolean flagOf(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private String suggestion(String key) {
        return asked.stream()
                .filter(known -> distance(known, key) <= Math.min(2, (known.length() + 1) / 2))
                .min(Comparator.comparing(known -> distance(known, key)))
                .map(known -> "; did you mean \"" + known + "\"?")
                .orElse("; known are " + asked.stream().sorted().collect(Collectors.joining(", ")));
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
