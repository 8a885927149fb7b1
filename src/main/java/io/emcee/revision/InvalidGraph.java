package io.emcee.revision;

import java.util.List;
import java.util.stream.Collectors;

/** Revisions that form no usable graph; carries every problem found. */
public final class InvalidGraph extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<GraphProblem> problems;

    InvalidGraph(List<GraphProblem> problems) {
        super(problems.stream().map(GraphProblem::sentence).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<GraphProblem> problems() {
        return problems;
    }
}
