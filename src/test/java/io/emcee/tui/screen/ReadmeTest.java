package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's list of keys comes from the table that the console reads; {@code -Dgoldens=write} writes it. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- keys -->\n";
    private static final String END = "<!-- /keys -->\n";

    @Test
    void theKeysOfTheReadmeAreThoseOfTheConsole() {
        String text = Golden.read(README);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        assertTrue(begin >= 0 && end > begin, "README.md has no lines <!-- keys --> and <!-- /keys -->");
        Golden.matches(README, text.substring(0, begin + BEGIN.length()) + table() + text.substring(end));
    }

    @Test
    void everyKeyDoesOneThing() {
        List<String> keys = Arrays.stream(Action.values())
                .flatMap(action -> action.keys().stream())
                .toList();
        Set<String> different = new HashSet<>(keys);
        assertEquals(different.size(), keys.size(), () -> "a key stands twice in " + keys);
    }

    private static String table() {
        return "| key | what it does |\n|---|---|\n"
                + Arrays.stream(Action.values()).map(ReadmeTest::row).collect(Collectors.joining());
    }

    /** {@code | `up` `k` | one row up |}. */
    private static String row(Action action) {
        String keys = action.keys().stream().map(key -> "`" + key + "`").collect(Collectors.joining(" "));
        return "| " + keys + " | " + action.help() + " |\n";
    }
}
