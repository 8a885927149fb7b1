package io.emcee.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Which frames belong to which batch, the file {@code frames.jsonl}: a line a batch, written when its frames are on the
 * disk and before its delete commits; and a line for each commit that is known of. Each line builds on the one before.
 */
final class FrameLog implements AutoCloseable {
    static final String FILE = "frames.jsonl";

    private static final int LONGEST = 16 << 20;

    private final FileChannel channel;
    private String seal;

    private FrameLog(FileChannel channel, String seal) {
        this.channel = channel;
        this.seal = seal;
    }

    /** Told of the lines in their order. */
    interface Visitor {
        void batch(Batch batch) throws IOException;

        void committed(long batch);
    }

    /**
     * How a log ends.
     *
     * @param length of the lines that are as they were written
     * @param seal of the last of them
     */
    record End(long length, String seal, State state) {
        enum State {
            WHOLE,
            /** The last line was not written to its end; nothing followed it. */
            TORN,
            /** A line is not as it was written. */
            ALTERED
        }
    }

    /** Reads line by line to the end, or to the first line that is not as it was written. */
    static End read(Path folder, Visitor visitor) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(folder.resolve(FILE)), 1 << 16)) {
            End end = new End(0, Sha256.NONE, End.State.WHOLE);
            while (end.state() == End.State.WHOLE) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                int next = in.read();
                while (next >= 0 && next != '\n' && bytes.size() < LONGEST) {
                    bytes.write(next);
                    next = in.read();
                }
                if (next < 0 && bytes.size() == 0) {
                    return end;
                }
                end = next < 0 ? new End(end.length(), end.seal(), End.State.TORN) : line(bytes, end, visitor);
            }
            return end;
        }
    }

    private static End line(ByteArrayOutputStream bytes, End before, Visitor visitor) throws IOException {
        var sealed = Sealed.read(bytes.toString(StandardCharsets.UTF_8), before.seal());
        if (sealed.isEmpty()) {
            return new End(before.length(), before.seal(), End.State.ALTERED);
        }
        Facts facts = new Facts(sealed.get().facts());
        if (facts.has("batch")) {
            visitor.batch(Batch.of(facts));
        } else {
            visitor.committed(facts.number("committed"));
        }
        return new End(before.length() + bytes.size() + 1, sealed.get().seal(), End.State.WHOLE);
    }

    /** Goes on behind what was read; what a killed run has left behind it is cut off. */
    static FrameLog append(Path folder, End end) throws IOException {
        FileChannel channel = Disk.create(folder.resolve(FILE));
        channel.truncate(end.length());
        channel.position(end.length());
        return new FrameLog(channel, end.seal());
    }

    /** The batch is in the log, on the disk, when this returns. */
    void batch(Batch batch) throws IOException {
        write(batch.facts());
        sync();
    }

    /** Written with the next batch at the latest: without this line the batch's rows are looked for in both places. */
    void committed(long batch) throws IOException {
        write(Map.of("committed", batch));
    }

    void sync() throws IOException {
        channel.force(false);
    }

    String seal() {
        return seal;
    }

    private void write(Map<String, Object> facts) throws IOException {
        Sealed line = Sealed.of(facts, seal);
        Disk.write(channel, (line.line() + "\n").getBytes(StandardCharsets.UTF_8));
        seal = line.seal();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
