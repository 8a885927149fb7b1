package io.emcee.archive;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file of one table while it is written. What was sealed stays; what was not can be taken back. */
final class TableFile implements AutoCloseable {
    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final FileChannel channel;
    private final byte[] header;
    private final Sink sink = new Sink();
    private ZstdOutputStreamNoFinalizer zstd;
    /** A call of the library for each row would cost more than the compression of it. */
    private OutputStream plain;

    private long sealed;
    private long written;
    private long rows;

    /**
     * Opens the file, and cuts off what a killed run has left.
     *
     * @param sealed the length of what stays
     */
    TableFile(Path folder, ArchivedTable table, long sealed) throws IOException {
        this.name = table.file();
        this.header = header(table);
        this.sealed = sealed;
        this.channel = Disk.create(folder.resolve(name));
        this.zstd = compressor();
        this.plain = new BufferedOutputStream(zstd, BUFFER);
        restart();
    }

    /** As COPY writes it. */
    static byte[] header(ArchivedTable table) {
        return table.columns().stream()
                .map(column -> column.name())
                .map(text -> text.matches("(?s).*[\",\n\r].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text)
                .collect(Collectors.joining(",", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Takes what one {@code COPY ... (FORMAT csv, HEADER)} gives; the line of names is compared, and written once. */
    OutputStream copy() {
        return new Rows();
    }

    void count(long more) {
        rows += more;
    }

    /** Ends the frame of what was copied since the last one; empty when nothing was. */
    Optional<Frame> end() throws IOException {
        if (written == 0) {
            return Optional.empty();
        }
        plain.flush();
        long end = channel.position();
        Frame frame = new Frame(name, sealed, end - sealed, rows, sink.digest.text());
        sealed = end;
        written = 0;
        rows = 0;
        return Optional.of(frame);
    }

    /** Lets every frame survive a crash. */
    void sync() throws IOException {
        channel.force(false);
    }

    /** Takes back what was copied since the last frame. */
    void discard() throws IOException {
        if (written > 0) {
            free();
            zstd = compressor();
            plain = new BufferedOutputStream(zstd, BUFFER);
            restart();
        }
    }

    private void restart() throws IOException {
        if (channel.size() < sealed) {
            throw new IOException("it is shorter than the log says");
        }
        channel.truncate(sealed);
        channel.position(sealed);
        sink.digest.text();
        written = 0;
        rows = 0;
    }

    private ZstdOutputStreamNoFinalizer compressor() throws IOException {
        return new ZstdOutputStreamNoFinalizer(sink, RecyclingBufferPool.INSTANCE, LEVEL)
                .setChecksum(true)
                .setCloseFrameOnFlush(true);
    }

    /** Closing ends the frame; what that writes goes nowhere. */
    private void free() throws IOException {
        sink.muted = true;
        zstd.close();
        sink.muted = false;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            free();
        }
    }

    /** The bytes of frames, on their way to the disk. */
    private final class Sink extends OutputStream {
        private final Sha256 digest = new Sha256();
        private boolean muted;

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (!muted) {
                Disk.write(channel, bytes, from, length);
                digest.add(bytes, from, length);
            }
        }
    }

    /** The rows of one COPY, behind the line of names. */
    private final class Rows extends OutputStream {
        private int matched;

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int skip = 0;
            while (matched < header.length && skip < length) {
                if (bytes[from + skip++] != header[matched++]) {
                    throw new ColumnsChanged();
                }
            }
            if (skip < length) {
                if (sealed == 0 && written == 0) {
                    compress(header, 0, header.length);
                }
                compress(bytes, from + skip, length - skip);
            }
        }

        private void compress(byte[] bytes, int from, int length) throws IOException {
            written += length;
            plain.write(bytes, from, length);
        }
    }

    /** The table has other columns than when the archive began. */
    static final class ColumnsChanged extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
