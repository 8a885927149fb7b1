package io.emcee.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The peer: {@code glance-manage} of the Debian package glance-common, on a database of its own. */
record Glance(List<String> version) {
    private static final String DATABASE = "bench_glance_manage";

    /**
     * Makes a database with {@code glance-manage db sync}.
     *
     * @throws IOException with a reason, when it is not installed or does not work on this server
     */
    static Glance make(Databases databases, Path folder) throws IOException, InterruptedException, SQLException {
        Path program = Command.find("glance-manage")
                .orElseThrow(() -> new IOException("glance-manage is not installed (Debian package glance-common)"));
        databases.create(DATABASE);
        Path configuration = Files.writeString(folder.resolve("glance.conf"), """
                [database]
                connection = postgresql://%s@localhost:%d/%s
                """.formatted(databases.server().user(), databases.server().port(), DATABASE));
        List<String> command = List.of(program.toString(), "--config-file", configuration.toString(), "db");
        Command.time(with(command, "sync"), databases.environment());
        return new Glance(with(command, "version"));
    }

    private static List<String> with(List<String> command, String last) {
        return java.util.stream.Stream.concat(command.stream(), java.util.stream.Stream.of(last)).toList();
    }
}
