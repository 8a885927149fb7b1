package io.emcee.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A link of the chain: a SHA-256 in 64 lower-case hexadecimal digits.
 *
 * Any other text is an {@link IllegalArgumentException}.
 */
public record Hash(String text) {
    /** What the first entry follows. */
    static final Hash NONE = new Hash("0".repeat(64));

    public Hash {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a hash: \"" + text + "\"");
        }
    }

    /** The hash of texts in their order. */
    public static Hash of(List<String> texts) {
        return NONE.then(texts.toArray(String[]::new));
    }

    /** The hash of this one and of texts, each with its length before it, so that none can borrow from its neighbour. */
    Hash then(String... texts) {
        MessageDigest digest = sha256();
        digest.update(HexFormat.of().parseHex(text));
        for (String next : texts) {
            byte[] bytes = next.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return new Hash(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
