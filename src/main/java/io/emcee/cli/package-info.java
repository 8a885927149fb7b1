/**
 * The command line: one file a command, and how what they find is printed. The only door to picocli.
 *
 * <p>Results go to standard output, everything else to standard error; what a command exits with says how it ended.
 */
@NullMarked
package io.emcee.cli;

import org.jspecify.annotations.NullMarked;
