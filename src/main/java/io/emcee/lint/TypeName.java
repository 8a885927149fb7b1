package io.emcee.lint;

import io.emcee.script.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A type as it stands in a column's definition.
 *
 * @param name PostgreSQL's own, {@code character varying} for {@code varchar}
 * @param modifiers its length or precision and scale; empty when none is stated
 */
record TypeName(String name, List<Integer> modifiers, boolean array) {
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("varchar", "character varying"),
            Map.entry("char varying", "character varying"),
            Map.entry("char", "character"),
            Map.entry("bpchar", "character"),
            Map.entry("bool", "boolean"),
            Map.entry("decimal", "numeric"),
            Map.entry("float", "double precision"),
            Map.entry("float8", "double precision"),
            Map.entry("float4", "real"),
            Map.entry("varbit", "bit varying"),
            Map.entry("timestamp", "timestamp without time zone"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("time", "time without time zone"),
            Map.entry("timetz", "time with time zone"),
            Map.entry("serial4", "serial"),
            Map.entry("serial8", "bigserial"),
            Map.entry("serial2", "smallserial"));
    /** What may follow the first word of a type. */
    private static final Set<String> FURTHER = Set.of(
            "precision",
            "varying",
            "character",
            "char",
            "with",
            "without",
            "time",
            "zone",
            "year",
            "month",
            "day",
            "hour",
            "minute",
            "second",
            "to");

    private static final Set<String> SERIAL = Set.of("serial", "bigserial", "smallserial");
    private static final Set<String> UNBOUNDED = Set.of("text", "character varying");
    private static final Set<String> WIDENED = Set.of("character varying", "bit varying");
    private static final Set<String> TIMES = Set.of(
            "timestamp without time zone",
            "timestamp with time zone",
            "time without time zone",
            "time with time zone",
            "interval");

    TypeName {
        modifiers = List.copyOf(modifiers);
    }

    /** Reads a type to the end of the cursor. */
    static TypeName read(Cursor cursor) {
        List<String> words = new ArrayList<>();
        List<Integer> modifiers = new ArrayList<>();
        boolean array = false;
        while (!cursor.atEnd()) {
            if (cursor.at('(')) {
                cursor.group().list().forEach(piece -> number(piece).ifPresent(modifiers::add));
            } else if (cursor.skip('[')) {
                array = true;
                cursor.skipRest();
            } else if (cursor.skip('.')) {
                words.clear();
            } else {
                words.add(word(cursor, words));
            }
        }
        if (words.isEmpty()) {
            throw new NotUnderstood("no type");
        }
        String name = String.join(" ", words);
        return new TypeName(SYNONYMS.getOrDefault(name, name), modifiers, array);
    }

    private static String word(Cursor cursor, List<String> before) {
        String word = cursor.identifier();
        if (!before.isEmpty() && !FURTHER.contains(word)) {
            throw new NotUnderstood("unknown at \"" + word + "\"");
        }
        return word;
    }

    /** As {@code format_type} spells it. */
    static TypeName of(String text) {
        return read(new Cursor(Token.all(text)));
    }

    boolean serial() {
        return SERIAL.contains(name);
    }

    /** Whether a column of this type takes the other one without its rows being touched (measured on 14 to 18). */
    boolean widensTo(TypeName wider) {
        if (array || wider.array) {
            return equals(wider);
        }
        boolean textual = UNBOUNDED.contains(name) && UNBOUNDED.contains(wider.name) && wider.modifiers.isEmpty();
        boolean address = name.equals("cidr") && wider.name.equals("inet");
        return equals(wider) || textual || address || (name.equals(wider.name) && keepsValues(wider));
    }

    private boolean keepsValues(TypeName wider) {
        if (WIDENED.contains(name) || TIMES.contains(name)) {
            return wider.modifiers.isEmpty() || atMost(wider, 0) || (TIMES.contains(name) && wider.full());
        }
        return name.equals("numeric") && (wider.modifiers.isEmpty() || (atMost(wider, 0) && scale() == wider.scale()));
    }

    /** Six digits are all a time can have. */
    private boolean full() {
        return modifiers.get(0) >= 6;
    }

    private boolean atMost(TypeName wider, int modifier) {
        return !modifiers.isEmpty() && modifiers.get(modifier) <= wider.modifiers.get(modifier);
    }

    private int scale() {
        return modifiers.size() > 1 ? modifiers.get(1) : 0;
    }

    /** Whether the change depends on the session's time zone. */
    boolean changesTimeZone(TypeName other) {
        Set<String> both = Set.of("timestamp without time zone", "timestamp with time zone");
        return !array && both.contains(name) && both.contains(other.name) && !name.equals(other.name);
    }

    private static Optional<Integer> number(Cursor piece) {
        String text = piece.next().text();
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
