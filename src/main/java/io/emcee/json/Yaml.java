package io.emcee.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.emcee.json.Node.Entry;
import io.emcee.json.Node.Mapping;
import io.emcee.json.Node.Scalar;
import io.emcee.json.Node.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads one YAML document whose top level is a mapping. Aliases are refused, as a file is read from top to bottom and
 * no value stands in two places.
 */
public final class Yaml {
    private static final YAMLFactory FACTORY = new YAMLFactory();
    private static final Pattern PLACE = Pattern.compile("^ in 'reader', line (\\d+), column", Pattern.MULTILINE);

    private final String file;
    private final int lineOffset;
    private final Problems problems;
    private final YAMLParser parser;

    private Yaml(String file, int lineOffset, Problems problems, YAMLParser parser) {
        this.file = file;
        this.lineOffset = lineOffset;
        this.problems = problems;
        this.parser = parser;
    }

    /**
     * Reads a document; an empty one is an empty mapping.
     *
     * @param file the name that problems carry
     * @param text the document
     * @param firstLine the line of the file at which the text begins, from 1
     * @param problems gets what is wrong with the syntax; the rest is for the {@link Fields} returned
     * @return the fields, or empty when the syntax is broken
     */
    public static Optional<Fields> read(String file, String text, int firstLine, Problems problems) {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            return new Yaml(file, firstLine - 1, problems, parser).document();
        } catch (JsonProcessingException broken) {
            problems.add(file, brokenLine(broken) + firstLine - 1, "this is not valid YAML: " + reason(broken));
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Optional<Fields> document() throws IOException {
        JsonToken first = parser.nextToken();
        Mapping top = new Mapping(lineOffset + 1, Map.of());
        if (first == JsonToken.START_OBJECT) {
            top = mapping();
        } else if (first != null && first != JsonToken.VALUE_NULL) {
            problems.add(file, line(), "here is no \"key: value\"; write one on each line");
            return Optional.empty();
        }
        if (parser.nextToken() != null) {
            problems.add(file, line(), "a second YAML document begins here; keep one");
        }
        return Optional.of(new Fields(file, top, problems));
    }

    private Mapping mapping() throws IOException {
        int start = line();
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line();
            parser.nextToken();
            if (entries.put(key, new Entry(keyLine, value())) != null) {
                problems.add(file, keyLine, "the key \"" + key + "\" stands here a second time; keep one");
            }
        }
        return new Mapping(start, entries);
    }

    private Node value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping();
            case START_ARRAY -> sequence();
            default -> scalar();
        };
    }

    private Scalar scalar() throws IOException {
        if (parser.isCurrentAlias()) {
            problems.add(
                    file, line(), "the alias \"*" + parser.getText() + "\" is not followed; write the value itself");
        }
        return new Scalar(line(), parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText());
    }

    private Sequence sequence() throws IOException {
        int start = line();
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new Sequence(start, items);
    }

    private int line() {
        return Math.max(parser.currentTokenLocation().getLineNr(), 1) + lineOffset;
    }

    /** Where the fault is, which the explanation names last; the location of the exception is where its context began. */
    private static int brokenLine(JsonProcessingException broken) {
        int line =
                broken.getLocation() == null ? 1 : Math.max(broken.getLocation().getLineNr(), 1);
        return PLACE.matcher(broken.getOriginalMessage())
                .results()
                .map(place -> Integer.parseInt(place.group(1)))
                .reduce((context, fault) -> fault)
                .orElse(line);
    }

    /** The last sentence of SnakeYAML's explanation, which has its context first and repeats the file in between. */
    private static String reason(JsonProcessingException broken) {
        return broken.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .reduce((context, fault) -> fault)
                .map(fault -> fault.replaceFirst(", got this instead.*", ""))
                .map(fault ->
                        fault.startsWith("mapping values") ? fault + "; put a value with \": \" in quotes" : fault)
                .orElse("unreadable");
    }
}
