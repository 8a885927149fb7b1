package io.emcee.archive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one transaction deleted.
 *
 * @param number from 1, without gaps
 * @param moment when it was sealed, in microseconds since 1970, later than that of the one before
 */
record Batch(long number, long moment, List<Frame> frames) {
    Batch {
        frames = List.copyOf(frames);
    }

    Optional<Frame> frame(ArchivedTable table) {
        return frames.stream()
                .filter(frame -> frame.file().equals(table.file()))
                .findFirst();
    }

    long rows() {
        return frames.stream().mapToLong(Frame::rows).sum();
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("batch", number);
        facts.put("moment", moment);
        facts.put("frames", frames.stream().map(Frame::facts).toList());
        return facts;
    }

    static Batch of(Facts facts) {
        return new Batch(
                facts.number("batch"),
                facts.number("moment"),
                facts.objects("frames").stream().map(Frame::of).toList());
    }
}
