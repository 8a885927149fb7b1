package io.emcee.revision;

/** What a database needs next to reach a target. */
public enum Stage {
    EXPAND(3, "expand"),
    MIGRATE(4, "migrate"),
    CONTRACT(5, "contract"),
    COMPLETE(0, "up to date");

    private final int exitCode;
    private final String words;

    Stage(int exitCode, String words) {
        this.exitCode = exitCode;
        this.words = words;
    }

    /** What {@code db check} exits with: 0 up to date, 3 expand, 4 migrate, 5 contract, as glance-manage does. */
    public int exitCode() {
        return exitCode;
    }

    /** {@code expand}, {@code up to date}. */
    public String words() {
        return words;
    }

    /** The stage that a revision's phase belongs to; the trunk is part of expand. */
    public static Stage of(Phase phase) {
        return switch (phase) {
            case BASE, EXPAND -> EXPAND;
            case MIGRATE -> MIGRATE;
            case CONTRACT -> CONTRACT;
        };
    }
}
