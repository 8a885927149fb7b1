package io.emcee.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one server, claimed for this process until it is closed: {@code data}, {@code port}, {@code server.log},
 * {@code password} where it is kept, {@code lock} (locked, with our process id), and {@code unfinished} until the first
 * start has succeeded.
 */
final class ServerFolder implements AutoCloseable {
    /** Closing any handle of a locked file releases the lock of the whole process: never open the file twice. */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private static final Pattern FATAL = Pattern.compile("(FATAL|error): .*");

    private final Path path;
    private final boolean kept;
    private final FileChannel lock;

    private ServerFolder(Path path, boolean kept, FileChannel lock) {
        this.path = path;
        this.kept = kept;
        this.lock = lock;
    }

    static ServerFolder temporary(Path parent) {
        try {
            return claim(Files.createTempDirectory(parent, "emcee-server-"), false);
        } catch (IOException e) {
            throw new ServerException("No PostgreSQL can be started in \"" + parent + "\": " + e + ".", e);
        }
    }

    static ServerFolder claim(Path path) {
        try {
            // A link to a folder is one, but createDirectories of Java 17 refuses it.
            return claim(Files.isDirectory(path) ? path : Files.createDirectories(path), true);
        } catch (IOException e) {
            throw new ServerException("The folder \"" + path + "\" cannot be used: " + e + ".", e);
        }
    }

    private static ServerFolder claim(Path path, boolean kept) throws IOException {
        Path real = path.toRealPath();
        if (!CLAIMED.add(real)) {
            throw inUse(real, ProcessHandle.current().pid() + "");
        }
        try {
            return new ServerFolder(real, kept, lock(real));
        } catch (IOException | ServerException e) {
            CLAIMED.remove(real);
            throw e;
        }
    }

    /** Has the next start begin anew. A deletion that is cut off is thereby finished by the start after it. */
    ServerFolder forgotten() {
        try {
            Files.writeString(unfinished(), "");
            return this;
        } catch (IOException e) {
            close();
            throw new ServerException("The folder \"" + path + "\" cannot be used: " + e + ".", e);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw inUse(folder, Files.readString(file).strip());
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
        return channel;
    }

    private static ServerException inUse(Path folder, String process) {
        return new ServerException(
                "The server in \"" + folder + "\" is in use by process " + process + ": close that one first.");
    }

    Path path() {
        return path;
    }

    /** Whether the folder outlives its server. */
    boolean kept() {
        return kept;
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("server.log");
    }

    /** The superuser's password, of a server that is kept. */
    SecretFile password() {
        return new SecretFile(path.resolve("password"));
    }

    /** What initdb is told of the password: nothing that anybody could log in with. */
    SecretFile verifier() {
        return new SecretFile(path.resolve("verifier"));
    }

    private Path unfinished() {
        return path.resolve("unfinished");
    }

    /** Makes the folder ready for a start: stops what an earlier run left, and forgets a first start that was cut off. */
    void clear() throws IOException {
        Postmaster.running(data()).ifPresent(Postmaster::stop);
        Postmaster.forget(data());
        Files.deleteIfExists(log());
        if (Files.exists(unfinished())) {
            delete(data());
        }
        if (!Files.exists(data())) {
            Files.writeString(unfinished(), "");
        }
    }

    /** The server has started. */
    void finished() throws IOException {
        Files.deleteIfExists(verifier().path());
        Files.deleteIfExists(unfinished());
    }

    /** The remembered port, or another one when there is none or when it is taken; it is remembered. */
    int port() throws IOException {
        int port = remembered().filter(ServerFolder::free).orElse(0);
        try (ServerSocket any = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(path.resolve("port"), any.getLocalPort() + "\n");
            return any.getLocalPort();
        }
    }

    private Optional<Integer> remembered() throws IOException {
        Path file = path.resolve("port");
        return Files.exists(file)
                ? Optional.of(Files.readString(file).strip())
                        .filter(text -> text.matches("\\d{1,5}"))
                        .map(Integer::valueOf)
                        .filter(port -> port < 1 << Character.SIZE)
                : Optional.empty();
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** What the server, or initdb, said last about why it gave up: {@code FATAL: ...}, {@code error: ...}. */
    Optional<String> lastFatalLine() {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.map(FATAL::matcher)
                    .filter(Matcher::find)
                    .map(Matcher::group)
                    .reduce((first, second) -> second);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Releases the claim; a temporary folder is removed. */
    @Override
    public void close() {
        try {
            lock.close();
            if (!kept) {
                delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            CLAIMED.remove(path);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
