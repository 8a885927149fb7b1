package io.emcee.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One thing that was looked at before a phase.
 *
 * @param value what was found, for people: {@code 1 in the way: pid 4711 (...)}
 * @param limit up to where it is fine: {@code none older than 5 s}
 * @param remedy what to do, in lines, each a sentence or a statement; empty when it is fine
 */
public record Check(Subject subject, State state, String value, String limit, List<String> remedy) {
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** Names from a server may hold anything, and each text is printed on one line. */
    public Check {
        value = visible(value);
        remedy = remedy.stream().map(Check::visible).toList();
    }

    static String visible(String text) {
        return UNSEEN.matcher(text)
                .replaceAll(
                        found -> String.format("\\\\u%04X", (int) found.group().charAt(0)));
    }

    /** What there is to look at, the most fundamental first. */
    public enum Subject {
        RECOVERY(false),
        VERSION(false),
        POOLER(false),
        RIGHTS(true),
        CONNECTIONS(true),
        SESSIONS(true),
        TRANSACTIONS(true),
        PREPARED(true),
        WRAPAROUND(true),
        INDEXES(true),
        SLOTS(true),
        LAG(true),
        DISK(true);

        private final boolean overrulable;

        Subject(boolean overrulable) {
            this.overrulable = overrulable;
        }

        /** Whether an operator may go on in spite of it; also whether a target may say what becomes of it. */
        public boolean overrulable() {
            return overrulable;
        }

        /** As in the configuration: {@code transactions}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As in {@code --overrule}: {@code preflight.transactions}. */
        public String gate() {
            return Gate.PREFLIGHT.word() + "." + word();
        }
    }

    /** Fine, to be known, or in the way of the phase. */
    public enum State {
        GREEN,
        YELLOW,
        RED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Check fine(Subject subject, String value, String limit) {
        return new Check(subject, State.GREEN, value, limit, List.of());
    }

    /** For JSON. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", subject.word());
        facts.put("state", state.word());
        facts.put("value", value);
        facts.put("limit", limit);
        facts.put("remedy", remedy);
        facts.put("overrulable", subject.overrulable());
        return facts;
    }

    /** {@code connections: 3 free, by max_connections = 100 (8 are needed)}. */
    public String words() {
        return subject.word() + ": " + value + " (" + limit + ")";
    }

    /** The words and what to do: {@code connections: 3 free, ... (8 are needed); end sessions that are idle, ...}. */
    @Override
    public String toString() {
        return words() + (remedy.isEmpty() ? "" : "; " + String.join("; ", remedy));
    }
}
