package io.emcee.json;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of bytes as files and people write them; units of 1024, as PostgreSQL's own settings. */
public final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\s*(B|kB|MB|GB|TB)");
    private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB");

    private Sizes() {}

    /**
     * Reads {@code 64MB}, {@code 1GB}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static long parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("not an amount of bytes: \"" + text + "\"");
        }
        return Long.parseLong(form.group(1)) << (10 * UNITS.indexOf(form.group(2)));
    }

    /** {@code 812 B}, {@code 4.1 MB}, {@code 12 GB}. */
    public static String words(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.size() - 1) {
            value /= 1024;
            unit++;
        }
        String format = unit == 0 || value >= 10 || value == Math.rint(value) ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, value, UNITS.get(unit));
    }
}
