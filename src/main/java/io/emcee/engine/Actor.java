package io.emcee.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who runs something.
 *
 * @param user the operating system's user
 * @param host the machine emcee runs on
 */
public record Actor(String user, String host) {

    /** The user and host of this process. */
    public static Actor current() {
        return new Actor(System.getProperty("user.name", "unknown"), hostName());
    }

    /** {@code maria@bastion}; at most 100 characters, as wide as the histories' column. */
    @Override
    public String toString() {
        String text = user + "@" + host;
        return text.substring(0, Math.min(text.length(), 100));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "unknown";
        }
    }
}
