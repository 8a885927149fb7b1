package io.emcee.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@code COPY ... (FORMAT csv)} writes, row by row: an empty value is NULL, an empty one in quotes the empty
 * text. Holds one row at a time.
 */
final class CsvReader {
    /** A row is held several times on its way to the server. */
    private static final long LARGEST = Math.min(Runtime.getRuntime().maxMemory() / 8, 1 << 30);

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] value = new byte[1 << 10];
    private int length;

    CsvReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next row; empty at the end.
     *
     * @throws IOException also when the text is not as COPY writes it
     */
    Optional<Row> next() throws IOException {
        int first = read();
        if (first < 0) {
            return Optional.empty();
        }
        at--;
        List<Optional<String>> values = new ArrayList<>();
        long size = 0;
        int after = ',';
        while (after == ',') {
            length = 0;
            int next = read();
            boolean quoted = next == '"';
            after = quoted ? quoted() : plain(next);
            size += length;
            if (size > LARGEST) {
                throw tooLarge();
            }
            values.add(quoted || length > 0 ? Optional.of(text()) : Optional.empty());
        }
        return Optional.of(new Row(values));
    }

    /** Reads behind the opening quote; answers what ends the value. */
    private int quoted() throws IOException {
        while (true) {
            int next = read();
            if (next < 0) {
                throw new IOException("the text ends within a value");
            }
            if (next == '"') {
                next = read();
                if (next != '"') {
                    return ending(next);
                }
            }
            add(next);
        }
    }

    private int plain(int first) throws IOException {
        int next = first;
        while (next != ',' && next != '\n') {
            if (next < 0) {
                throw new IOException("the text ends within a row");
            }
            add(next);
            next = read();
        }
        return next;
    }

    private static int ending(int next) throws IOException {
        if (next != ',' && next != '\n') {
            throw new IOException("the text is no CSV of PostgreSQL's");
        }
        return next;
    }

    private void add(int next) throws IOException {
        if (length == value.length) {
            if (length > LARGEST) {
                throw tooLarge();
            }
            value = Arrays.copyOf(value, length * 2);
        }
        value[length++] = (byte) next;
    }

    private static IOException tooLarge() {
        return new IOException(
                "a row has more than " + (LARGEST >> 20) + " MB; give emcee more memory: EMCEE_JAVA_OPTS=-Xmx4g");
    }

    private String text() throws IOException {
        String text = new String(value, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0
                && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOf(value, length))) {
            throw new IOException("a value is no UTF-8");
        }
        return text;
    }

    private int read() throws IOException {
        if (at == end) {
            end = in.read(buffer, 0, buffer.length);
            at = 0;
            if (end <= 0) {
                end = 0;
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }
}
