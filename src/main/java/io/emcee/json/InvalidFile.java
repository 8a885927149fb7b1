package io.emcee.json;

import java.util.List;
import java.util.stream.Collectors;

/** A file, or a set of files that belong together, was refused; carries every problem found. */
public final class InvalidFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidFile(String what, List<Problem> problems) {
        super(message(what, problems));
        this.problems = List.copyOf(problems);
    }

    /** At least one, by file and line. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(String what, List<Problem> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining("", "Cannot use " + what + ": " + count + "; nothing was run.", ""));
    }
}
