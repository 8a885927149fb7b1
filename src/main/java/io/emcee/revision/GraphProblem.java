package io.emcee.revision;

/**
 * A reason why revisions form no usable graph.
 *
 * @param revision the revision to mend, the very object that was given
 * @param key what of it is wrong: {@code revision}, {@code down_revision} or {@code depends_on}
 * @param sentence what is wrong with it and what to do
 */
public record GraphProblem(Revision revision, String key, String sentence) {}
