package io.emcee.lab;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Which lab the operator wants.
 *
 * @param folder where it is kept, {@link LabFolder#standard} or one of the operator's choice
 * @param images how many images it has, {@link #FEWEST} to {@link #MOST}; empty for any that is there, else
 *     {@link #USUAL}
 * @param fresh whether one that is there is thrown away
 */
public record LabRequest(Path folder, OptionalInt images, boolean fresh) {
    /** As many as there are traps in the data. */
    public static final int FEWEST = 5;

    public static final int MOST = 1_000_000;
    public static final int USUAL = 20_000;

    /** @throws LabUnusable when there are too few or too many images */
    public LabRequest {
        images.ifPresent(LabRequest::check);
    }

    private static void check(int images) {
        if (images < FEWEST || images > MOST) {
            throw new LabUnusable("A lab cannot have %,d images: ask for %d to %,d.".formatted(images, FEWEST, MOST));
        }
    }
}
