package io.emcee.config;

import io.emcee.config.Throttle.Limits;
import io.emcee.json.Durations;
import io.emcee.json.Fields;
import io.emcee.json.Sizes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the key {@code throttle} of a target, and the same words from elsewhere. */
public final class ThrottleReader {
    /** What the target time of a batch must be. */
    public static final String TARGET = "a length of time from 20ms to 500ms";

    /** How the amounts of a signal are written, by its name, in the order in which they are shown. */
    private static final Map<String, Form> SIGNALS = signals();

    private enum Form {
        TIME("two lengths of time such as 10s/1m"),
        BYTES("two amounts of bytes such as 256MB/1GB"),
        COUNT("two whole numbers such as 5/20");

        private final String expected;

        Form(String expected) {
            this.expected = expected
                    + ", from the first of which on the work is slowed down, and from the second held (off for never)";
        }

        long parse(String text) {
            return switch (this) {
                case TIME -> Durations.parse(text).toMillis();
                case BYTES -> Sizes.parse(text);
                case COUNT -> count(text);
            };
        }
    }

    private ThrottleReader() {}

    private static Map<String, Form> signals() {
        Map<String, Form> forms = new LinkedHashMap<>();
        forms.put("replay_time", Form.TIME);
        forms.put("replay_bytes", Form.BYTES);
        forms.put("archive", Form.COUNT);
        forms.put("slots", Form.BYTES);
        forms.put("active", Form.COUNT);
        forms.put("waiting", Form.COUNT);
        forms.put("autovacuum", Form.COUNT);
        forms.put("wal_rate", Form.BYTES);
        forms.put("question", Form.COUNT);
        return forms;
    }

    static Throttle read(Fields fields) {
        Map<String, Limits> limits = new LinkedHashMap<>();
        Optional<Duration> target = fields.parsed("batch", TARGET, ThrottleReader::target);
        SIGNALS.forEach((name, form) -> fields.parsed(name, form.expected, text -> limits(form, text))
                .ifPresent(limit -> limits.put(name, limit)));
        Throttle throttle = new Throttle(target, limits, fields.text("question_sql"));
        if (limits.containsKey("question") && throttle.question().isEmpty()) {
            fields.problem("question", "the key \"question\" has a limit, and the key \"question_sql\" is missing");
        }
        fields.end();
        return throttle;
    }

    /**
     * The target time of a batch: {@code 50ms}.
     *
     * @throws IllegalArgumentException when it is none, too short or too long
     */
    public static Duration target(String text) {
        Duration time = Durations.parse(text);
        if (time.toMillis() < 20 || time.toMillis() > 500) {
            throw new IllegalArgumentException(text);
        }
        return time;
    }

    /**
     * The limits of a signal: {@code 10s/1m}, {@code 5/off}, {@code off}.
     *
     * @throws IllegalArgumentException with what is expected, when there is no such signal or the text is none
     */
    public static Limits limits(String signal, String text) {
        Form form = Optional.ofNullable(SIGNALS.get(signal))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no signal \"" + signal + "\"; known are " + String.join(", ", SIGNALS.keySet())));
        try {
            return limits(form, text);
        } catch (IllegalArgumentException notUnderstood) {
            throw new IllegalArgumentException(
                    "the limit of \"" + signal + "\" must be " + form.expected + ", not \"" + text + "\"",
                    notUnderstood);
        }
    }

    private static Limits limits(Form form, String text) {
        if (text.strip().equals("off")) {
            return new Limits(Optional.empty(), Optional.empty());
        }
        String[] both = text.split("/", -1);
        if (both.length != 2) {
            throw new IllegalArgumentException(text);
        }
        Limits limits = new Limits(amount(form, both[0]), amount(form, both[1]));
        if (limits.slow().isPresent()
                && limits.hold().isPresent()
                && limits.slow().get() > limits.hold().get()) {
            throw new IllegalArgumentException(text);
        }
        return limits;
    }

    private static Optional<Long> amount(Form form, String text) {
        return text.strip().equals("off") ? Optional.empty() : Optional.of(form.parse(text.strip()));
    }

    private static long count(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(text);
        }
        return Long.parseLong(text);
    }
}
