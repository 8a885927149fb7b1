/**
 * Whether there is a way back: looks into dumps and into what tools for backups say, and runs the command that makes one.
 * Nothing is ever restored.
 */
@NullMarked
package io.emcee.backup;

import org.jspecify.annotations.NullMarked;
