package io.emcee.tui.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.emcee.tui.loop.UsualTerminal.Description;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What is known by heart of terminals is what this machine's terminfo says. */
class UsualTerminalIT {
    private static final Pattern COLOURS = Pattern.compile("\\bcolors#(\\w+)");

    @Test
    void knowsWhatTerminfoSays() throws IOException, InterruptedException {
        int compared = 0;
        for (Map.Entry<String, Description> kind : UsualTerminal.KINDS.entrySet()) {
            String printed = infocmp(kind.getKey());
            if (!printed.isEmpty()) {
                assertEquals(description(printed), kind.getValue(), kind.getKey());
                compared++;
            }
        }
        Assumptions.assumeTrue(compared > 0, "terminfo knows none of the usual terminals");
    }

    private static Description description(String printed) {
        Matcher colours = COLOURS.matcher(printed);
        return new Description(
                colours.find() ? Integer.decode(colours.group(1)) : 0,
                Pattern.compile("\\bbce,").matcher(printed).find());
    }

    /** Empty where the kind is unknown. */
    private static String infocmp(String type) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder("infocmp", type).start();
            String printed = new String(process.getInputStream().readAllBytes());
            return process.waitFor() == 0 ? printed : "";
        } catch (IOException missing) {
            return Assumptions.abort("there is no infocmp: " + missing.getMessage());
        }
    }
}
