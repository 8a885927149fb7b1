package io.emcee;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a server, and can cut every connection at once. */
public final class Proxy implements AutoCloseable {
    private final ServerSocket door;
    private final URI server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private Proxy(ServerSocket door, URI server) {
        this.door = door;
        this.server = server;
        start(this::accept);
    }

    /** In front of the server of a database. */
    public static Proxy of(TestDatabase database) throws IOException {
        return new Proxy(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                URI.create(database.url().replaceFirst("^jdbc:", "")));
    }

    /** The url of the same database through here. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + server.getPath();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket behind = new Socket(server.getHost(), server.getPort());
                sockets.addAll(List.of(client, behind));
                start(() -> pass(client, behind));
                start(() -> pass(behind, client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException cut) {
            // Both ends are closed.
        }
    }

    /** Cuts all that is connected; who connects later gets through. */
    public void cut() {
        sockets.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
