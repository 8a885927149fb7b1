package io.emcee.engine;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Reads an object of JSON whose keys are known; one that is missing or of another kind is an exception. */
record FactReader(Map<?, ?> facts) {

    /** The text of any value; empty for null. */
    Optional<String> optional(String name) {
        Object value = facts.get(name);
        return value == null || value instanceof Optional<?> ? Optional.empty() : Optional.of(value.toString());
    }

    /** @throws NoSuchElementException when there is none */
    String text(String name) {
        return optional(name).orElseThrow(() -> new NoSuchElementException(name));
    }

    /** The text as the name of a constant. */
    String constant(String name) {
        return text(name).toUpperCase(Locale.ROOT);
    }

    long number(String name) {
        return ((Number) value(name)).longValue();
    }

    Duration time(String name) {
        return Duration.ofMillis(number(name));
    }

    boolean is(String name) {
        return (Boolean) value(name);
    }

    List<String> texts(String name) {
        return ((List<?>) value(name)).stream().map(String::valueOf).toList();
    }

    List<FactReader> objects(String name) {
        return ((List<?>) value(name))
                .stream().map(item -> new FactReader((Map<?, ?>) item)).toList();
    }

    private Object value(String name) {
        Object value = facts.get(name);
        if (value == null) {
            throw new NoSuchElementException(name);
        }
        return value;
    }
}
