package io.emcee.json;

import java.util.ArrayList;
import java.util.List;

/** Collects every problem of one or more files before anything is refused. Not thread-safe. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    public void add(String file, int line, String sentence) {
        found.add(new Problem(file, line, sentence));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** All problems so far, by file and line. */
    public List<Problem> sorted() {
        return found.stream().sorted().toList();
    }

    /**
     * Ends a reading.
     *
     * @param what what was read, for the message: {@code configuration "/etc/emcee/config.yaml"}
     * @throws InvalidFile when anything was added
     */
    public void refuse(String what) {
        if (!found.isEmpty()) {
            throw new InvalidFile(what, sorted());
        }
    }
}
