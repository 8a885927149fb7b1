package io.emcee.database;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Speaks just enough of PostgreSQL's protocol to be an old, a strange or a hostile server. */
public final class ScriptedServer implements AutoCloseable {
    private static final int VERSION_3 = 196_608;

    private final ServerSocket door;
    private final boolean asksPassword;
    private final List<byte[]> answer;

    /** A server that sends these messages to whoever has said who he is, after asking for a password if it does. */
    public ScriptedServer(boolean asksPassword, List<byte[]> answer) throws IOException {
        this.door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.asksPassword = asksPassword;
        this.answer = answer;
        Thread thread = new Thread(this::serve, "scripted server");
        thread.setDaemon(true);
        thread.start();
    }

    public String url() {
        return "jdbc:postgresql://localhost:" + door.getLocalPort() + "/glance";
    }

    /** Greeting accepted, these settings reported, ready. */
    public static List<byte[]> welcome(String version, String readOnly) {
        return List.of(
                message('R', ints(0)),
                message('S', text("server_version", version)),
                message('S', text("client_encoding", "UTF8")),
                message('S', text("DateStyle", "ISO, MDY")),
                message('S', text("integer_datetimes", "on")),
                message('S', text("standard_conforming_strings", "on")),
                message('S', text("default_transaction_read_only", readOnly)),
                message('K', ints(1, 2)),
                message('Z', new byte[] {'I'}));
    }

    /** An error with this SQLSTATE and message. */
    public static List<byte[]> error(String state, String words) {
        return List.of(message('E', text("SFATAL", "VFATAL", "C" + state, "M" + words, "")));
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket socket = door.accept()) {
                serve(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
            } catch (IOException e) {
                // The client, or the test, has had enough.
            }
        }
    }

    private void serve(DataInputStream in, OutputStream out) throws IOException {
        while (startup(in) != VERSION_3) {
            out.write('N');
        }
        if (asksPassword) {
            out.write(message('R', ints(3)));
            in.readByte();
            in.readNBytes(in.readInt() - 4);
        }
        for (byte[] message : answer) {
            out.write(message);
        }
        out.flush();
        in.readAllBytes();
    }

    /** The protocol asked for; encryption asks first with a number of its own. */
    private static int startup(DataInputStream in) throws IOException {
        int length = in.readInt();
        int protocol = in.readInt();
        in.readNBytes(length - 8);
        return protocol;
    }

    private static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) type)
                .putInt(4 + body.length)
                .put(body)
                .array();
    }

    private static byte[] ints(int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * numbers.length);
        for (int number : numbers) {
            buffer.putInt(number);
        }
        return buffer.array();
    }

    private static byte[] text(String... texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
