package io.emcee.lint;

import java.util.Locale;

/** PostgreSQL's table locks, the weakest first (manual, section 13.3.1). */
public enum LockMode {
    NONE("no lock", "blocks nothing"),
    ACCESS_SHARE("ACCESS SHARE", "lets reads and writes pass"),
    ROW_SHARE("ROW SHARE", "lets reads and writes pass"),
    ROW_EXCLUSIVE("ROW EXCLUSIVE", "lets reads and writes pass"),
    SHARE_UPDATE_EXCLUSIVE("SHARE UPDATE EXCLUSIVE", "blocks vacuum and other schema changes"),
    SHARE("SHARE", "blocks writes"),
    SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE", "blocks writes"),
    EXCLUSIVE("EXCLUSIVE", "blocks writes"),
    ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE", "blocks reads and writes");

    private final String words;
    private final String blocks;

    LockMode(String words, String blocks) {
        this.words = words;
        this.blocks = blocks;
    }

    /** As SQL spells it. */
    public String words() {
        return words;
    }

    /** What it does to clients, in words. */
    public String blocks() {
        return blocks;
    }

    /**
     * The mode as {@code pg_locks} writes it: {@code AccessExclusiveLock}.
     *
     * @throws IllegalArgumentException for what is no mode of a table's lock
     */
    public static LockMode of(String written) {
        String words = written.replaceAll("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
        return valueOf(words.toUpperCase(Locale.ROOT));
    }

    boolean stopsWrites() {
        return compareTo(SHARE) >= 0;
    }
}
