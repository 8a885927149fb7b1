/**
 * The loop of the full-screen console: a program is a model, what changes it and how it looks. One thread owns the model
 * and the terminal; work runs as effects on other threads and answers with messages. Knows no screen and no database.
 */
@NullMarked
package io.emcee.tui.loop;

import org.jspecify.annotations.NullMarked;
