package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void nothingThatSteersATerminalPasses() {
        Output output = output(false);
        output.line("a\033[2Jb\u009b31mc\u202ed\r\ne\tf");
        output.note("x\007y");
        assertEquals("a?[2Jb?31mc?d?\ne\tf\n", text(out));
        assertEquals("x?y\n", text(err));
    }

    @Test
    void inJsonItIsWrittenAsItsNumber() {
        output(true).object("row", Map.of("name", "a\033b\u009bc\u202ed"));
        assertEquals("{\"kind\":\"row\",\"name\":\"a\\u001Bb\\u009Bc\\u202Ed\"}\n", text(out));
    }

    @Test
    void aMistakeOfOurOwnShowsNoStackTraceUnlessAskedFor() {
        Failure failure = Failure.of(new IllegalStateException("odd"));
        output(false).failure(failure, false);
        assertEquals(
                "emcee: internal error: odd; run the command again with --verbose and report what it prints.\n",
                text(err));
        assertEquals(1, failure.exitCode());
        output(false).failure(failure, true);
        assertEquals(true, text(err).contains("\tat " + OutputTest.class.getName()));
    }

    private Output output(boolean json) {
        Surroundings surroundings =
                new Surroundings(print(out), print(err), Map.of(), Terminal.NONE, (work, stop) -> work.run());
        return new Output(surroundings, json, false);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
