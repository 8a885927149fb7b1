package io.emcee.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes and reads JSON. Control characters of any kind are escaped, so that a line can be shown on a terminal. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory().setCharacterEscapes(new ControlCharacters());

    private Json() {}

    /**
     * One value on one line, as events and {@code --json} answers are printed.
     *
     * @param value a Map with text keys, an Iterable, an Optional (empty is null), a Number, a Boolean, or anything
     *     else by its {@code toString}; a number that JSON does not know, such as NaN, is null
     */
    public static String line(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /**
     * Reads an object: its values are texts, numbers, Booleans, lists and maps, and an empty Optional for null.
     *
     * @throws IllegalArgumentException when the text is no JSON object
     */
    public static Map<String, Object> object(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                Map<String, Object> object = object(parser);
                if (parser.nextToken() == null) {
                    return object;
                }
            }
            throw new IllegalArgumentException("no JSON object");
        } catch (IOException broken) {
            throw new IllegalArgumentException("no JSON object", broken);
        }
    }

    private static Map<String, Object> object(JsonParser in) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            object.put(key, value(in));
        }
        return object;
    }

    private static List<Object> array(JsonParser in) throws IOException {
        List<Object> array = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(in));
        }
        return array;
    }

    private static Object value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> array(in);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
            case VALUE_TRUE, VALUE_FALSE -> in.getBooleanValue();
            case VALUE_NULL -> Optional.empty();
            default -> in.getText();
        };
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName(String.valueOf(entry.getKey()));
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Optional<?> optional) {
            if (optional.isPresent()) {
                write(out, optional.get());
            } else {
                out.writeNull();
            }
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            out.writeNull();
        } else if (value instanceof Number number) {
            out.writeNumber(number.toString());
        } else {
            out.writeString(value.toString());
        }
    }

    /** Jackson escapes what JSON forbids; DEL and the controls of Latin-1 are allowed, but a terminal obeys them. */
    private static final class ControlCharacters extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final char DELETE = 0x7f;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[DELETE] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return Character.isISOControl(character) ? new SerializedString(String.format("\\u%04X", character)) : null;
        }
    }
}
