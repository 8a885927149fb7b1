package io.emcee.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The password of a server's superuser. It is not printed by accident: {@link #toString} hides it. */
final class Secret {
    private static final int BYTES = 32;

    /** Iterations slow down whoever guesses; 256 random bits cannot be guessed, and every login would pay for them. */
    private static final int ITERATIONS = 1;

    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final String characters;

    private Secret(String characters) {
        this.characters = characters;
    }

    /** 256 random bits as letters, digits, {@code -} and {@code _}. */
    static Secret random() {
        return of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes()));
    }

    static Secret of(String characters) {
        return new Secret(characters);
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    String reveal() {
        return characters;
    }

    /** What PostgreSQL keeps of it (RFC 5803): enough to check the password, not to log in with. */
    String verifier() {
        byte[] salt = bytes();
        byte[] salted = hash(
                characters.getBytes(StandardCharsets.US_ASCII),
                ByteBuffer.allocate(BYTES + Integer.BYTES).put(salt).putInt(1).array());
        byte[] stored = digest(hash(salted, "Client Key".getBytes(StandardCharsets.US_ASCII)));
        byte[] server = hash(salted, "Server Key".getBytes(StandardCharsets.US_ASCII));
        return String.format(
                Locale.ROOT,
                "SCRAM-SHA-256$%d:%s$%s:%s",
                ITERATIONS,
                BASE64.encodeToString(salt),
                BASE64.encodeToString(stored),
                BASE64.encodeToString(server));
    }

    private static byte[] hash(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Always {@code (hidden)}. */
    @Override
    public String toString() {
        return "(hidden)";
    }
}
