/**
 * Revision sets on disk: one SQL file a revision, with a YAML header in its leading comment, and {@code set.yaml}
 * beside them; and Alembic folders, whose graph is read from Python source.
 *
 * <p>Loading reads everything, reports every problem with its file and line, and runs nothing.
 */
@NullMarked
package io.emcee.script;

import org.jspecify.annotations.NullMarked;
