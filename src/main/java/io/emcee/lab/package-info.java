/**
 * The laboratory: a PostgreSQL of the operator's own with a Glance database to practise on. Everything in it is made up
 * and may be thrown away; nothing here ever touches a database that an operator named.
 */
@NullMarked
package io.emcee.lab;

import org.jspecify.annotations.NullMarked;
