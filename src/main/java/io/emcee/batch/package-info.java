/**
 * The bounded loop behind every long work: one batch after the other, each by itself complete, as large as the time it
 * may take allows, with a way to pause and stop, and slower when the server shows signs of strain.
 */
@NullMarked
package io.emcee.batch;

import org.jspecify.annotations.NullMarked;
