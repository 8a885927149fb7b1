package io.emcee.archive;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Reads frames of one table's file. For one thread. */
final class FrameReader implements AutoCloseable {
    private final FileChannel channel;
    private final ArchivedTable table;

    FrameReader(Path folder, ArchivedTable table) throws IOException {
        this.channel = FileChannel.open(folder.resolve(table.file()), StandardOpenOption.READ);
        this.table = table;
    }

    /** Told of rows; what it throws ends the reading. */
    interface Rows {
        void row(Row row) throws IOException;
    }

    /**
     * Compares the frame's bytes with its hash.
     *
     * @param file told of the bytes, too
     * @throws IOException when they are not as they were written
     */
    void check(Frame frame, Sha256 file) throws IOException {
        Sha256 digest = new Sha256();
        InputStream in = bytes(frame);
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer, 0, buffer.length); read > 0; read = in.read(buffer, 0, buffer.length)) {
            digest.add(buffer, 0, read);
            file.add(buffer, 0, read);
        }
        if (!digest.text().equals(frame.sha256())) {
            throw new IOException("its bytes are not as they were written");
        }
    }

    /** Reads a frame that was checked; its rows are told only if each has as many values as the table has columns. */
    void rows(Frame frame, Rows rows) throws IOException {
        try (InputStream plain = new ZstdInputStreamNoFinalizer(bytes(frame), RecyclingBufferPool.INSTANCE)) {
            CsvReader csv = new CsvReader(plain);
            if (frame.offset() == 0) {
                csv.next();
            }
            long count = 0;
            for (Optional<Row> row = csv.next(); row.isPresent(); row = csv.next()) {
                if (row.get().values().size() != table.columns().size()) {
                    throw new IOException("a row has other columns than the manifest says");
                }
                rows.row(row.get());
                count++;
            }
            if (count != frame.rows()) {
                throw new IOException("it holds " + count + " rows, and the log says " + frame.rows());
            }
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    private InputStream bytes(Frame frame) {
        return new InputStream() {
            private long at = frame.offset();

            @Override
            public int read() throws IOException {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int most = (int) Math.min(length, frame.end() - at);
                if (most <= 0) {
                    return -1;
                }
                int read = channel.read(ByteBuffer.wrap(bytes, from, most), at);
                if (read < 0) {
                    throw new EOFException("the file ends before it");
                }
                at += read;
                return read;
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
