package io.emcee.script;

/** A version was asked for that the revision set does not have. */
public final class UnknownVersion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownVersion(String version, RevisionSet set) {
        super("The revision set \"" + set.name() + "\" has no revision, release, alias or legacy number \"" + version
                + "\"; its releases are " + String.join(", ", set.graph().releases()) + ".");
    }
}
