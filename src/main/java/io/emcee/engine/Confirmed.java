package io.emcee.engine;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An operator was asked before something that cannot be taken back, and it goes on.
 *
 * @param question as it was asked, or would have been
 * @param answer as it was typed; empty where nothing was
 */
public record Confirmed(String question, String answer, Way way) implements Event.Consent {
    /** How the question was answered. */
    public enum Way {
        /** On a terminal or in the console. */
        TYPED,
        /** By {@code --yes}. */
        OPTION,
        /** Nobody was there, and a script does what it was told. */
        UNASKED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What was typed. */
    public static Confirmed typed(String question, String answer) {
        return new Confirmed(question, answer, Way.TYPED);
    }

    /** What was not asked, for {@code --yes} was given or nobody was there. */
    public static Confirmed untyped(String question, Way way) {
        return new Confirmed(question, "", way);
    }

    @Override
    public String kind() {
        return "confirmed";
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("question", question);
        facts.put("answer", answer);
        facts.put("way", way.word());
        return facts;
    }

    /** {@code Confirmed: Type the database's name (glance) to go on: "glance"}. */
    @Override
    public String sentence() {
        return switch (way) {
            case TYPED -> "Confirmed: " + question + " \"" + answer + "\"";
            case OPTION -> "Confirmed by --yes: " + question;
            case UNASKED -> "Not asked, for nobody was at a terminal: " + question;
        };
    }
}
