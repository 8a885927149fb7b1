package io.emcee.tui.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes out of a frame what differs from run to run; what stands beside it stays in its place. */
final class Mask {
    private static final List<Rule> RULES = new ArrayList<>();

    static {
        rule("(localhost|[\\d.]+):\\d{4,5}\\b", "127.0.0.1:5432");
        rule("PostgreSQL \\d+(\\.\\d+)*", "PostgreSQL 17.0");
        rule("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "2026-11-20T22:04:05Z");
        rule("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC", "2026-11-20 22:04:05 UTC");
        rule("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\+00:00", "2026-11-20 22:04:05 +00:00");
        rule("[\\d,]+ rows/s(, .* left)?", "9 rows/s");
        rule("\\d+ % HOT, ", "9 % HOT, ");
        rule("[\\d,]+ dead rows?", "9 dead rows");
        rule("batches of [\\d,]+", "batches of 9");
        rule("\\d+ free, by", "90 free, by");
        rule("\\d+(\\.\\d+)? (ms|s)\\b", "9 ms");
        rule("\\d+(\\.\\d+)? (B|KB|kB|MB)\\b", "9 KB");
    }

    private Mask() {}

    /** @param stand what stands in its place; a short one at the right of its column, if it is in one */
    private record Rule(Pattern pattern, String stand) {}

    private static void rule(String pattern, String stand) {
        RULES.add(new Rule(Pattern.compile(pattern), stand));
    }

    static String of(String frame) {
        return frame.lines().map(Mask::line).collect(Collectors.joining("\n")) + "\n";
    }

    private static String line(String line) {
        String masked = line;
        for (Rule rule : RULES) {
            masked = masked(masked, rule.pattern(), rule.stand());
        }
        return masked;
    }

    private static String masked(String line, Pattern pattern, String stand) {
        StringBuilder masked = new StringBuilder();
        String rest = line;
        Matcher found = pattern.matcher(rest);
        while (found.find()) {
            int more = found.group().length() - stand.length();
            String before = masked + rest.substring(0, found.start());
            masked.setLength(0);
            String after = rest.substring(found.end());
            if (before.endsWith("  ") && stand.length() <= 4) {
                masked.append(shifted(before, more)).append(stand);
            } else {
                masked.append(before).append(stand);
                after = spaced(after, more);
            }
            rest = after;
            found = pattern.matcher(rest);
        }
        return masked + rest;
    }

    private static String shifted(String before, int more) {
        return more >= 0 ? before + " ".repeat(more) : before.substring(0, Math.max(0, before.length() + more));
    }

    /** With so many more, or fewer, spaces where there are several. */
    private static String spaced(String after, int more) {
        int gap = after.indexOf("  ");
        if (gap < 0) {
            return after;
        }
        return after.substring(0, gap) + shifted(" ".repeat(2), more) + after.substring(gap + 2);
    }
}
