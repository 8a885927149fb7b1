package io.emcee.script;

/** Something was asked of a revision set that can only be shown. */
public final class ViewOnly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ViewOnly(String what, String folder) {
        super("Cannot " + what + " with the Alembic folder \"" + folder
                + "\", which emcee only shows: use alembic, or the service's own tool that runs it.");
    }
}
