/**
 * How things look: themes of semantic roles, text of known width, tables, bars and the lanes of the revision graph. Pure
 * drawing on Lanterna's graphics; everything that comes from a database or a file is made harmless before it is shown.
 */
@NullMarked
package io.emcee.tui.paint;

import org.jspecify.annotations.NullMarked;
