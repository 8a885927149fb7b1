package io.emcee;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server for one test alone, for what the others would not survive. */
public final class OwnServer implements AutoCloseable {
    private final TestServer server = TestServer.embedded();
    private final TestDatabase database = new TestDatabase(server, "own");

    private OwnServer() {}

    /** With one empty database, which forgets nothing that is committed. */
    public static OwnServer start() {
        OwnServer own = new OwnServer();
        own.database.create(Optional.empty());
        own.database.execute("ALTER DATABASE own SET synchronous_commit = on");
        return own;
    }

    public TestDatabase database() {
        return database;
    }

    /** Does {@code pg_ctl restart -m immediate}: every session is cut off, and what was committed is recovered. */
    public void restart() throws IOException, InterruptedException {
        String programs = database.value("SELECT setting FROM pg_config WHERE name = 'BINDIR'");
        String data = database.value("SHOW data_directory");
        // Root in a user namespace of its own, as which the server runs.
        List<String> command = new ArrayList<>(LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
        command.addAll(List.of(Path.of(programs, "pg_ctl").toString(), "restart", "-D", data, "-m", "immediate"));
        command.addAll(List.of("-w", "-s", "-l", Path.of(data, "restarted.log").toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("the server was not restarted");
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        server.close();
    }
}
