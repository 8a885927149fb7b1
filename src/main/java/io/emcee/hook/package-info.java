/**
 * Tells those whom the configuration names of what happens to a database: by a program or a webhook, each on a thread of
 * its own that no run waits for. The only door to Java's HTTP client.
 */
@NullMarked
package io.emcee.hook;

import org.jspecify.annotations.NullMarked;
