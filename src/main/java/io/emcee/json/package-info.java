/**
 * JSON and YAML, in and out; the only door to Jackson.
 *
 * <p>YAML is read into nodes that know their line, because a configuration or a revision file with five mistakes is
 * answered with five located sentences, not with the first one.
 */
@NullMarked
package io.emcee.json;

import org.jspecify.annotations.NullMarked;
