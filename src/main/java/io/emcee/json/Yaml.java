package io.emcee.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
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

/** Reads one YAML document whose top level is a mapping. */
public final class Yaml {
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final String file;
    private final int lineOffset;
    private final Problems problems;
    private final JsonParser parser;

    private Yaml(String file, int lineOffset, Problems problems, JsonParser parser) {
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
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new Yaml(file, firstLine - 1, problems, parser).document();
        } catch (JsonProcessingException broken) {
            int line = broken.getLocation() == null ? 1 : broken.getLocation().getLineNr();
            problems.add(file, Math.max(line, 1) + firstLine - 1, "not valid YAML: " + reason(broken));
            return Optional.empty();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private Optional<Fields> document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return Optional.of(new Fields(file, new Mapping(lineOffset + 1, Map.of()), problems));
        }
        if (first != JsonToken.START_OBJECT) {
            problems.add(file, line(), "expected \"key: value\" lines");
            return Optional.empty();
        }
        Mapping top = mapping();
        if (parser.nextToken() != null) {
            problems.add(file, line(), "more than one YAML document");
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
                problems.add(file, keyLine, "the key \"" + key + "\" stands here a second time");
            }
        }
        return new Mapping(start, entries);
    }

    private Node value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping();
            case START_ARRAY -> sequence();
            default -> new Scalar(line(), parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText());
        };
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

    /** The first line of SnakeYAML's explanation: the rest repeats the file. */
    private static String reason(JsonProcessingException broken) {
        return broken.getOriginalMessage().lines().findFirst().orElse("unreadable");
    }
}
