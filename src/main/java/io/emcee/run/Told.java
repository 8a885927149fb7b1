package io.emcee.run;

import java.util.Map;

/**
 * Something that happened in a run.
 *
 * @param number from 1, in their order
 * @param kind by which readers tell them apart
 */
public record Told(long number, String kind, Map<String, Object> facts) {}
