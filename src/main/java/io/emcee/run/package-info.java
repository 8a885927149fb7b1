/**
 * What runs, or ran, on a database: a row for each run, kept up to date by who does it and read by whoever looks, and
 * through it what others want of it. A run belongs to its database; no process needs another to see or stop it.
 */
@NullMarked
package io.emcee.run;

import org.jspecify.annotations.NullMarked;
