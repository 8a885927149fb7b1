package io.emcee.tui.paint;

import java.util.BitSet;
import java.util.Locale;

/** Writes out what must not reach a terminal as it is. */
final class Visible {
    private static final int MARKS_ON_ONE_LETTER = 3;

    /** Letters and marks that show nothing. */
    private static final BitSet BLANK = new BitSet();

    static {
        for (int blank : new int[] {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0}) {
            BLANK.set(blank);
        }
    }

    private Visible() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 8);
        int marks = MARKS_ON_ONE_LETTER;
        int code;
        for (int i = 0; i < text.length(); i += Character.charCount(code)) {
            code = text.codePointAt(i);
            marks = Clusters.isMark(code) ? marks + 1 : 0;
            if (harmless(code) && marks <= MARKS_ON_ONE_LETTER) {
                shown.appendCodePoint(code);
            } else {
                shown.append(escaped(code));
            }
        }
        return shown.toString();
    }

    private static boolean harmless(int code) {
        return switch (Character.getType(code)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> !BLANK.get(code) && (code & 0xFFFE) != 0xFFFE;
        };
    }

    private static String escaped(int code) {
        return switch (code) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> code < 0x100 ? "\\x" + hex(code, 2) : "\\u" + hex(code, 4);
        };
    }

    private static String hex(int code, int digits) {
        String hex = Integer.toHexString(code).toLowerCase(Locale.ROOT);
        return "0".repeat(Math.max(0, digits - hex.length())) + hex;
    }
}
