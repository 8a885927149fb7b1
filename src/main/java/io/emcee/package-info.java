/** emcee: Expand-Migrate-Contract upgrades of PostgreSQL databases from a terminal. */
@NullMarked
package io.emcee;

import org.jspecify.annotations.NullMarked;
