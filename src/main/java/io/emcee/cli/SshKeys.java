package io.emcee.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Signs and verifies with the operators' own ssh keys, by {@code ssh-keygen -Y} of OpenSSH 8.1 or later. */
final class SshKeys {
    /** What a signature is for; one made for another purpose, such as a commit, is none here. */
    private static final String NAMESPACE = "emcee-plan";

    /** What a signature begins with, before its version and the key; see PROTOCOL.sshsig of OpenSSH. */
    private static final String MAGIC = "SSHSIG";

    private SshKeys() {}

    /**
     * Signs a text; asks for the key's passphrase on the terminal if it has one.
     *
     * @throws Refusal when the key cannot be used
     */
    static String sign(Path key, String text) {
        Answer answer = run(List.of("ssh-keygen", "-Y", "sign", "-q", "-f", key.toString(), "-n", NAMESPACE), text);
        if (answer.exitCode() != 0) {
            throw new Refusal(
                    ExitCode.ERROR,
                    "The key \"" + key + "\" cannot sign: " + answer.words()
                            + "; name a private ssh key that you can use.");
        }
        return answer.out();
    }

    /**
     * Whether a signature is by a key that the file of allowed signers has for that name.
     *
     * @param allowed in the format of {@code ssh-keygen}'s ALLOWED SIGNERS
     */
    static boolean verifies(Path allowed, String name, String signature, String text) {
        Path file = temporary(signature);
        try {
            return run(
                                    List.of(
                                            "ssh-keygen",
                                            "-Y",
                                            "verify",
                                            "-f",
                                            allowed.toString(),
                                            "-I",
                                            name,
                                            "-n",
                                            NAMESPACE,
                                            "-s",
                                            file.toString()),
                                    text)
                            .exitCode()
                    == 0;
        } finally {
            delete(file);
        }
    }

    /**
     * The key that a signature names, as {@code ssh-keygen -l} prints it: {@code SHA256:...}. Says nothing of whether the
     * signature is valid. Empty when it is no signature.
     */
    static Optional<String> fingerprint(String signature) {
        try {
            String armour = signature.replaceAll("-----[A-Z ]+-----|\\s", "");
            ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(armour));
            blob.position(MAGIC.length() + Integer.BYTES);
            byte[] key = new byte[Math.min(blob.getInt(), blob.remaining())];
            blob.get(key);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return Optional.of("SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest));
        } catch (IllegalArgumentException | BufferUnderflowException | NegativeArraySizeException none) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private record Answer(int exitCode, String out, String err) {
        String words() {
            return err.strip().lines().reduce((first, last) -> last).orElse("it says nothing");
        }
    }

    private static Answer run(List<String> command, String input) {
        Path errors = temporary("");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return new Answer(process.waitFor(), out, Files.readString(errors));
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "ssh-keygen cannot be run (" + failed.getMessage() + "); install the OpenSSH client.", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Refusal(ExitCode.STOPPED, "Interrupted while ssh-keygen was running; nothing was approved.");
        } finally {
            delete(errors);
        }
    }

    private static Path temporary(String text) {
        try {
            return Files.writeString(Files.createTempFile("emcee", ".sig"), text);
        } catch (IOException failed) {
            throw new UncheckedIOException("No file can be made for ssh-keygen: " + failed.getMessage(), failed);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            file.toFile().deleteOnExit();
        }
    }
}
