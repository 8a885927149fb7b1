package io.emcee.cli;

import static java.util.stream.Collectors.joining;

import io.emcee.engine.Event;
import io.emcee.json.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where commands print: results to standard output, everything else to standard error. With {@code --json} a result is
 * one object on one line, told apart by its key {@code kind}; every kind's keys stand where it is made. Nothing that
 * steers a terminal passes, wherever a text came from. Thread-safe.
 */
final class Output {
    private static final String RED = "\033[1;31m";
    private static final String PLAIN = "\033[0m";

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final boolean colours;

    /** @param colours whether standard error may have them */
    Output(Surroundings surroundings, boolean json, boolean colours) {
        this.out = surroundings.out();
        this.err = surroundings.err();
        this.json = json;
        this.colours = colours;
    }

    boolean json() {
        return json;
    }

    /** A line of a result that has no JSON form, or whose JSON form is printed elsewhere. */
    void line(String text) {
        out.println(harmless(text));
    }

    /** A result: the text, or with {@code --json} the object. */
    void result(String text, String kind, Map<String, ?> facts) {
        if (json) {
            object(kind, facts);
        } else {
            line(text);
        }
    }

    /** One JSON object. */
    void object(String kind, Map<String, ?> facts) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", kind);
        object.putAll(facts);
        print(object);
    }

    /** An event of a run, as {@code emcee events} describes it. */
    void event(Event event) {
        print(event.object());
    }

    private void print(Map<String, Object> object) {
        out.println(escaped(Json.line(object)));
    }

    /** Something that is no result. */
    void note(String text) {
        err.println(harmless(text));
    }

    /** Overwrites the line the cursor stands on; only where standard error is a terminal. */
    void live(String text) {
        err.print("\r\033[K" + harmless(text));
        err.flush();
    }

    /**
     * How a command failed: {@code emcee: sentence}, with {@code --json} an object of the kind {@code error} with the
     * keys {@code exit_code}, {@code sentence} and {@code details}, the problems of a file for instance.
     */
    void failure(Failure failure, boolean verbose) {
        List<String> lines = failure.sentence().lines().toList();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("exit_code", failure.exitCode());
            facts.put("sentence", harmless(lines.get(0)));
            facts.put("details", lines.stream().skip(1).map(String::strip).toList());
            object("error", facts);
        } else {
            note(prefix(), failure.sentence());
        }
        if (verbose) {
            failure.causes().forEach(cause -> note("  caused by: " + cause));
            if (!failure.known()) {
                failure.cause().printStackTrace(err);
            }
        }
    }

    private void note(String prefix, String text) {
        err.println(prefix + harmless(text));
    }

    /** {@code emcee: } */
    private String prefix() {
        return colours ? RED + "emcee:" + PLAIN + " " : "emcee: ";
    }

    /** The same JSON with every such character written as its number; they stand in texts only. */
    private static String escaped(String json) {
        return STEERING.matcher(json)
                .replaceAll(found -> found.group()
                        .chars()
                        .mapToObj(unit -> String.format("\\\\u%04X", unit))
                        .collect(joining()));
    }

    /** The text without characters that steer a terminal or turn its writing around; line ends and tabs stay. */
    static String harmless(String text) {
        return STEERING.matcher(text).replaceAll("?");
    }
}
