package io.emcee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineStreamTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void everyLineIsHandedOnWhenItEnds() {
        try (PrintStream stream = new PrintStream(new LineStream(lines::add), true, StandardCharsets.UTF_8)) {
            stream.print("one, not ye");
            assertEquals(List.of(), lines);
            stream.print("t\r\n\n日本\nla");
            assertEquals(List.of("one, not yet", "", "日本"), lines);
            stream.print("st");
        }
        assertEquals(List.of("one, not yet", "", "日本", "last"), lines);
    }
}
