package io.emcee.lint;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
    /** Worth knowing. */
    NOTE,
    /** Clients may feel it. */
    WARNING,
    /** Clients stop, or old services break; to be changed or waived with a reason. */
    ERROR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
