package io.emcee.tui.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.tui.loop.ScreenDriver;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The README's pictures. {@code -Dpictures=write} makes them from real frames; every other run checks that they still
 * show what the screens show.
 */
final class Pictures {
    private static final Path FOLDER = Path.of("src/main/pictures");
    private static final Pattern TEXT = Pattern.compile("<text[^>]*>([^<]*)</text>");

    private Pictures() {}

    static void matches(String name, ScreenDriver<ConsoleState> screen) {
        Path file = FOLDER.resolve(name + ".svg");
        if (System.getProperty("pictures", "").equals("write")) {
            Golden.write(file, screen.svg());
        }
        assertEquals(
                words(screen.svg()),
                words(Golden.read(file)),
                () -> file + " shows something else than the screen; write it with -Dpictures=write");
    }

    /** What a picture says, without what differs from run to run. */
    private static String words(String svg) {
        StringBuilder words = new StringBuilder();
        Matcher texts = TEXT.matcher(svg);
        while (texts.find()) {
            words.append(texts.group(1).replace('\u00a0', ' ').strip()).append('\n');
        }
        return Mask.of(words.toString()).replaceAll(" +", " ");
    }
}
