package io.emcee.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineDifferenceTest {
    @Test
    void onlyWhatDiffersIsShownInItsOrder() {
        assertEquals(List.of("- b", "+ x", "+ y", "- d"), LineDifference.between("a;\nb\nc\n\nd", "a\n  x\ny\nc;"));
        assertEquals(List.of(), LineDifference.between("a\nb", "a\nb\n"));
        assertEquals(List.of("+ a"), LineDifference.between("", "a"));
        assertEquals(List.of("- a"), LineDifference.between("a", ""));
    }
}
