package io.emcee.server;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;

/**
 * Stops the server when this JVM is gone, however it went: a shell that waits for the end of a pipe. It heeds no signal
 * of the terminal, touches no server but the one it was started for, and removes the folder of a temporary one.
 */
record Watch(Optional<Process> shell) implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM TSTP
            read -r end
            read -r pid < "$1" && [ "$pid" = "$2" ] && kill -INT "$pid"
            [ -n "$3" ] || exit 0
            while kill -0 "$2"; do sleep 1; done
            rm -rf -- "$3"
            """;

    static Watch over(ServerFolder folder) {
        String remove = folder.kept() ? "" : folder.path().toString();
        return new Watch(Postmaster.running(folder.data()).flatMap(postmaster -> start(postmaster, remove)));
    }

    /** Without a POSIX shell there is no watch; the next start on the folder then finds the server and stops it. */
    private static Optional<Process> start(Postmaster postmaster, String remove) {
        String file = Postmaster.file(postmaster.data()).toString();
        try {
            return Optional.of(new ProcessBuilder("/bin/sh", "-c", SCRIPT, "sh", file, postmaster.pid() + "", remove)
                    .directory(new File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        shell.ifPresent(Process::destroyForcibly);
    }
}
