package io.emcee.cli;

import java.util.Optional;

/** Which emcee this is. */
public final class Release {
    private Release() {}

    /** {@code 0.1.0}, as the jar's manifest says; {@code development} when run without a jar. */
    public static String version() {
        return Optional.ofNullable(Release.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** By which a DBA recognises our sessions: {@code emcee/0.1.0}. */
    public static String application() {
        return "emcee/" + version();
    }
}
