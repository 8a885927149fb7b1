/**
 * The console's screens. Each is a value in a file of its own: what keys do to it, and how it looks. None of them talks
 * to the database; what takes time is an effect that answers with a message.
 */
@NullMarked
package io.emcee.tui.screen;

import org.jspecify.annotations.NullMarked;
