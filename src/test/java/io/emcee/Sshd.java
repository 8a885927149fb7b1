package io.emcee;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** An sshd of our own on a port of the loopback address, which lets in the user of this process by a key made for it. */
final class Sshd implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final long PATIENCE = 10;

    private final Path folder;
    private final int port;
    private final Process process;

    private Sshd(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts one whose files are in an empty folder; where that cannot be, the test is skipped and says why. */
    static Sshd start(Path folder) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            return skip("there is no " + PROGRAM);
        }
        for (String key : List.of("host", "user")) {
            Path file = folder.resolve(key);
            run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()), folder);
        }
        int port = port();
        Path configuration = Files.writeString(folder.resolve("sshd_config"), configuration(folder, port));
        Process process = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        Sshd sshd = new Sshd(folder, port, process);
        sshd.awaitLogin();
        return sshd;
    }

    private static String configuration(Path folder, int port) {
        return """
                Port %d
                ListenAddress 127.0.0.1
                HostKey "%s"
                AuthorizedKeysFile "%s"
                PidFile none
                UsePAM no
                StrictModes no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                """.formatted(port, folder.resolve("host"), folder.resolve("user.pub"));
    }

    private static int port() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    /** It may refuse to run, or to let this user in: an account that is locked, for instance. */
    private void awaitLogin() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (run(ssh(List.of("-o", "BatchMode=yes"), "true"), folder) != 0) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                skip("it does not let us in: "
                        + Files.readString(folder.resolve("sshd.log")).strip());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The command that runs a command line on a terminal beyond the network. */
    List<String> onTerminal(String command) {
        return ssh(List.of("-tt", "-e", "none"), command);
    }

    private List<String> ssh(List<String> options, String command) {
        List<String> ssh = new ArrayList<>(List.of("ssh", "-F", "none", "-p", String.valueOf(port)));
        ssh.addAll(List.of("-i", folder.resolve("user").toString(), "-o", "StrictHostKeyChecking=no"));
        ssh.addAll(List.of("-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"));
        ssh.addAll(options);
        ssh.addAll(List.of(System.getProperty("user.name") + "@127.0.0.1", command));
        return ssh;
    }

    private static int run(List<String> command, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        process.getOutputStream().close();
        return process.waitFor();
    }

    private static <T> T skip(String reason) {
        System.out.println("SshIT is skipped, " + reason);
        return Assumptions.abort(reason);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
