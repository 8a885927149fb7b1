package io.emcee.tui.screen;

import java.time.Duration;

/**
 * What a confirmed step of the walk did.
 *
 * @param rows migrated; 0 for a step that changes the schema
 */
record StepResult(WalkStep work, long rows, Duration took) {
    /** {@code ocata_expand01 is done, in 95 ms.} */
    static String sentence(WalkStep work, Duration took) {
        String what = work.revisions().size() == 1
                ? work.last().text()
                : Figures.plural(work.revisions().size(), "revision") + " of " + work.release();
        return what + (work.revisions().size() == 1 ? " is" : " are") + " done, in " + Figures.time(took) + ".";
    }
}
