package io.emcee.archive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256; its results are 64 lower-case hexadecimal digits. */
final class Sha256 {
    static final String NONE = "0".repeat(64);

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    Sha256 add(byte[] bytes, int from, int length) {
        digest.update(bytes, from, length);
        return this;
    }

    Sha256 add(byte[] bytes) {
        return add(bytes, 0, bytes.length);
    }

    /** The hash of all that was added since the last one. */
    String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
