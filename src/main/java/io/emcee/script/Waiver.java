package io.emcee.script;

/**
 * A rule of the linter that a revision file waives.
 *
 * @param rule as written; whether there is such a rule is not checked
 * @param reason never empty
 * @param line of the file, from 1
 */
public record Waiver(String rule, String reason, int line) {}
