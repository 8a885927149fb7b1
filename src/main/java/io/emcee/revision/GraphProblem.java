package io.emcee.revision;

/**
 * A reason why revisions form no usable graph.
 *
 * @param revision the revision to mend
 * @param sentence what is wrong with it and what to do
 */
public record GraphProblem(RevisionId revision, String sentence) {}
