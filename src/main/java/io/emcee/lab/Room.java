package io.emcee.lab;

/** How much of the disk a lab takes. */
final class Room {
    private static final long EMPTY_SERVER = 100L << 20;
    private static final long IMAGE = 2560;

    /** The server's log of changes, which is kept up to its limit. */
    private static final long CHANGES_OF_IMAGE = 6144;

    private static final long MOST_CHANGES = 1L << 30;

    private Room() {}

    /** @throws LabUnusable when less than what is needed is free, both in bytes */
    static void check(int images, long free) {
        long needed = needed(images);
        if (free < needed) {
            throw new LabUnusable(
                    "A lab of %,d images needs %,d MB of the disk, and %,d MB are free: free some or ask for fewer images."
                            .formatted(images, needed >> 20, free >> 20));
        }
    }

    private static long needed(int images) {
        return EMPTY_SERVER + images * IMAGE + Math.min(images * CHANGES_OF_IMAGE, MOST_CHANGES);
    }
}
