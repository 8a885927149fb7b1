package io.emcee.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void everySecretIsAnotherOf256Bits() {
        assertNotEquals(Secret.random().reveal(), Secret.random().reveal());
        assertTrue(Secret.random().reveal().matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void theVerifierIsSaltedAndDoesNotTellTheSecret() {
        Secret secret = Secret.random();
        String base64 = "[A-Za-z0-9+/]{43}=";
        assertTrue(
                secret.verifier().matches("SCRAM-SHA-256\\$1:" + base64 + "\\$" + base64 + ":" + base64),
                secret.verifier());
        assertNotEquals(secret.verifier(), secret.verifier());
    }

    @Test
    void isNotPrintedByAccident() {
        assertEquals("(hidden)", Secret.of("s3cret").toString());
    }
}
