package io.emcee.lint;

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

    boolean stopsWrites() {
        return compareTo(SHARE) >= 0;
    }
}
