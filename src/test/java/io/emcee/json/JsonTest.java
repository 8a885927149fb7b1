package io.emcee.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void everyKindOfValueHasItsForm() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a");
        value.put("number", 7);
        value.put("large", Long.MAX_VALUE);
        value.put("exact", new BigDecimal("0.10"));
        value.put("flag", true);
        value.put("list", List.of(1, "b", List.of()));
        value.put("present", Optional.of("c"));
        value.put("absent", Optional.empty());
        value.put("other", Instant.EPOCH);
        value.put("map", Map.of());
        assertEquals("""
                {"text":"a","number":7,"large":9223372036854775807,"exact":0.10,"flag":true,"list":[1,"b",[]],\
                "present":"c","absent":null,"other":"1970-01-01T00:00:00Z","map":{}}""", Json.line(value));
        assertEquals("\"a\"", Json.line("a"));
    }

    @Test
    void aNumberThatJsonDoesNotKnowIsNull() {
        assertEquals("[null,null,1.5]", Json.line(List.of(Double.NaN, Double.NEGATIVE_INFINITY, 1.5)));
    }

    @Test
    void noControlCharacterReachesTheTerminalAndTheLineStaysOne() {
        assertEquals("\"\\n\\r\\t\\u0000\\u001B[2J\"", Json.line("\n\r\t\u0000\u001b[2J"));
        assertEquals("\"\\u007F\\u0085\\u009B\"", Json.line("\u007f\u0085\u009b"));
        assertEquals("{\"\\u009B\":\"\\u001B\"}", Json.line(Map.of("\u009b", "\u001b")));
    }

    @Test
    void quotesAndBackslashesAreEscapedAndLettersAreNot() {
        assertEquals("\"\\\"\\\\/ é €\"", Json.line("\"\\/ é €"));
    }
}
