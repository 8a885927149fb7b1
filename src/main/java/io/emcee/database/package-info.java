/**
 * How emcee reaches a PostgreSQL: the address, the password, connections with their rights and time limits, and one
 * sentence for every way in which it can fail. The only door to the driver's own classes and to the connection pool.
 */
@NullMarked
package io.emcee.database;

import org.jspecify.annotations.NullMarked;
