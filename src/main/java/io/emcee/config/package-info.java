/**
 * What the operator has written down: the databases by name, and preferences. Everything in it is optional, and every
 * problem of a file is reported at once.
 */
@NullMarked
package io.emcee.config;

import org.jspecify.annotations.NullMarked;
