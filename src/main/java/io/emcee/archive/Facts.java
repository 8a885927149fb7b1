package io.emcee.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a JSON object by its keys; one that lacks a key, or has another type, is an IllegalArgumentException. */
record Facts(Map<?, ?> all) {
    String text(String key) {
        return value(key, String.class);
    }

    Optional<String> optional(String key) {
        return all.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    long number(String key) {
        return value(key, Number.class).longValue();
    }

    boolean flag(String key) {
        return value(key, Boolean.class);
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object each : value(key, List.class)) {
            texts.add(String.valueOf(each));
        }
        return texts;
    }

    List<Facts> objects(String key) {
        List<Facts> objects = new ArrayList<>();
        for (Object each : value(key, List.class)) {
            if (!(each instanceof Map<?, ?> inner)) {
                throw new IllegalArgumentException("\"" + key + "\" holds something else than objects");
            }
            objects.add(new Facts(inner));
        }
        return objects;
    }

    Facts object(String key) {
        return new Facts(value(key, Map.class));
    }

    List<String> keys() {
        return all.keySet().stream().map(String::valueOf).toList();
    }

    boolean has(String key) {
        return all.containsKey(key);
    }

    private <T> T value(String key, Class<T> type) {
        Object value = all.get(key);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("\"" + key + "\" is missing or of another type");
        }
        return type.cast(value);
    }
}
