package io.emcee.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A server for a warm-up: speaks as much of PostgreSQL's protocol (manual, chapter "Frontend/Backend Protocol") as has
 * the first client prove its password, and then refuses it; lets the second one in without, and answers every query with
 * no rows.
 */
final class Greeter implements AutoCloseable {
    private static final int VERSION_3 = 196_608;

    private final ServerSocket door;

    Greeter() throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "emcee greeter");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "jdbc:postgresql://localhost:" + door.getLocalPort() + "/none";
    }

    private void serve() {
        accept(Greeter::challenge);
        accept(Greeter::converse);
    }

    private interface Talk {
        void hold(DataInputStream in, DataOutputStream out) throws IOException;
    }

    private void accept(Talk talk) {
        try (Socket socket = door.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (startup(in) != VERSION_3) {
                out.write('N');
            }
            talk.hold(in, out);
        } catch (IOException gone) {
            // The client has all it came for.
        }
    }

    /** SCRAM (RFC 5802) up to the proof, which no password could pass. */
    private static void challenge(DataInputStream in, DataOutputStream out) throws IOException {
        authentication(out, 10, text("SCRAM-SHA-256", ""));
        String first = message(in);
        String nonce = first.substring(first.indexOf("r=") + 2);
        authentication(
                out, 11, ("r=" + nonce + "emcee,s=c2FsdHNhbHRzYWx0c2FsdA==,i=4096").getBytes(StandardCharsets.UTF_8));
        message(in);
        send(out, 'E', text("SFATAL", "C28P01", "Mpassword authentication failed", ""));
    }

    private static void authentication(DataOutputStream out, int step, byte[] words) throws IOException {
        send(
                out,
                'R',
                ByteBuffer.allocate(4 + words.length).putInt(step).put(words).array());
    }

    private static String message(DataInputStream in) throws IOException {
        in.readByte();
        return new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
    }

    private static void converse(DataInputStream in, DataOutputStream out) throws IOException {
        welcome(out);
        int type;
        while ((type = in.read()) >= 0) {
            in.readNBytes(in.readInt() - 4);
            answer(type, out);
        }
    }

    /** What the client asks for first: the protocol's version, or encryption. */
    private static int startup(DataInputStream in) throws IOException {
        int length = in.readInt();
        int wanted = in.readInt();
        in.readNBytes(length - 8);
        return wanted;
    }

    private static void welcome(DataOutputStream out) throws IOException {
        send(out, 'R', new byte[4]);
        setting(out, "server_version", "17.0");
        setting(out, "client_encoding", "UTF8");
        setting(out, "DateStyle", "ISO, MDY");
        setting(out, "integer_datetimes", "on");
        setting(out, "standard_conforming_strings", "on");
        setting(out, "default_transaction_read_only", "on");
        send(out, 'K', new byte[8]);
        send(out, 'Z', new byte[] {'I'});
    }

    /** Parse, Bind, Describe, Execute, Sync; whatever else comes needs no answer. */
    private static void answer(int type, DataOutputStream out) throws IOException {
        switch (type) {
            case 'P' -> send(out, '1', new byte[0]);
            case 'B' -> send(out, '2', new byte[0]);
            case 'D' -> send(out, 'T', new byte[2]);
            case 'E' -> send(out, 'C', text("SELECT 0"));
            case 'S' -> send(out, 'Z', new byte[] {'I'});
            default -> {}
        }
    }

    private static void setting(DataOutputStream out, String name, String value) throws IOException {
        send(out, 'S', text(name, value));
    }

    private static void send(DataOutputStream out, char type, byte[] body) throws IOException {
        out.write(type);
        out.writeInt(4 + body.length);
        out.write(body);
        out.flush();
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
    public void close() throws IOException {
        door.close();
    }
}
