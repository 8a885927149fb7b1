/**
 * The benchmark that {@code mvn -Pbench verify} runs: each figure beside its peer, measured in the same run. Nothing
 * here fails because something is slow; the table says which target holds.
 */
@NullMarked
package io.emcee.bench;

import org.jspecify.annotations.NullMarked;
