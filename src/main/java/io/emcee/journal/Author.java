package io.emcee.journal;

/**
 * Who writes an entry.
 *
 * @param role the database's role, as it logged in
 * @param user the operating system's user
 * @param host the machine emcee runs on
 * @param application emcee's name and version: {@code emcee/1.2.0}
 */
public record Author(String role, String user, String host, String application) {
    /** {@code maria@bastion as glance}. */
    @Override
    public String toString() {
        return user + "@" + host + " as " + role;
    }
}
