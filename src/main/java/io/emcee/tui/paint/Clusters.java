package io.emcee.tui.paint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits text into what a reader sees as one character, and knows how many columns each takes: 0, 1 or 2. The wide ranges
 * are those of Unicode's EastAsianWidth (W and F).
 */
final class Clusters {
    private static final int JOINER = 0x200D;
    private static final int EMOJI_PRESENTATION = 0xFE0F;

    /** Pairs of first and last. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE,
        0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE,
        0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA,
        0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
        0x2E80, 0x303E, 0x3041, 0x3247, 0x3250, 0x4DBF, 0x4E00, 0xA4C6, 0xA960, 0xA97C, 0xAC00, 0xD7A3, 0xF900, 0xFAFF,
        0xFE10, 0xFE19, 0xFE30, 0xFE6B, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18CFF, 0x18D00, 0x18D08, 0x1AFF0,
        0x1B2FB, 0x1F004, 0x1F004, 0x1F0CF, 0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F1E6, 0x1F202, 0x1F210,
        0x1F23B, 0x1F240, 0x1F248, 0x1F250, 0x1F251, 0x1F260, 0x1F265, 0x1F300, 0x1F320, 0x1F32D, 0x1F335, 0x1F337,
        0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4, 0x1F3F8,
        0x1F43E, 0x1F440, 0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A,
        0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0,
        0x1F6D2, 0x1F6D5, 0x1F6D7, 0x1F6DC, 0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0, 0x1F7EB, 0x1F7F0,
        0x1F7F0, 0x1F90C, 0x1F93A, 0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x2FFFD, 0x30000,
        0x3FFFD
    };

    private Clusters() {}

    /** The text, cut between what a reader sees as characters. */
    static List<String> of(String text) {
        List<String> clusters = new ArrayList<>(text.length());
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start);
            clusters.add(text.substring(start, end));
            start = end;
        }
        return clusters;
    }

    private static int end(String text, int start) {
        int first = text.codePointAt(start);
        int end = start + Character.charCount(first);
        if (isFlagLetter(first) && end < text.length() && isFlagLetter(text.codePointAt(end))) {
            end += 2;
        }
        int previous = first;
        while (end < text.length()) {
            int next = text.codePointAt(end);
            if (!extendsCluster(next) && !(previous == JOINER && isPictograph(next))) {
                break;
            }
            end += Character.charCount(next);
            previous = next;
        }
        return end;
    }

    private static boolean extendsCluster(int code) {
        return isMark(code)
                || code == JOINER
                || (code >= 0x1F3FB && code <= 0x1F3FF)
                || (code >= 0x1160 && code <= 0x11FF);
    }

    /** Written onto the letter before it. */
    static boolean isMark(int code) {
        int type = Character.getType(code);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isFlagLetter(int code) {
        return code >= 0x1F1E6 && code <= 0x1F1FF;
    }

    private static boolean isPictograph(int code) {
        return code >= 0x1F000 || (code >= 0x2190 && code <= 0x2BFF);
    }

    /** The columns of one cluster. */
    static int width(String cluster) {
        int first = cluster.codePointAt(0);
        if (first < 0x7F) {
            return first < ' ' ? 0 : cluster.indexOf(EMOJI_PRESENTATION) > 0 ? 2 : 1;
        }
        if (isMark(first) || zeroWidth(first)) {
            return 0;
        }
        return cluster.indexOf(EMOJI_PRESENTATION) > 0 || isWide(first) ? 2 : 1;
    }

    private static boolean zeroWidth(int code) {
        int type = Character.getType(code);
        return type == Character.CONTROL
                || (type == Character.FORMAT && code != 0xAD)
                || (code >= 0x1160 && code <= 0x11FF);
    }

    private static boolean isWide(int code) {
        if (code < WIDE[0]) {
            return false;
        }
        int at = Arrays.binarySearch(WIDE, code);
        // Between a first and its last the insertion point is odd; a hit is a bound itself.
        return at >= 0 || (-at - 1) % 2 == 1;
    }
}
