package io.emcee.engine;

import io.emcee.batch.TimeLeft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a data migration goes at a moment.
 *
 * @param rate rows a second, smoothed; 0 until something can be said
 * @param left empty while nothing moves
 * @param history rows of each of the last seconds, the oldest first
 * @param order in which the rows are walked over; empty while none is chosen
 * @param hotShare of the new row versions those on the page of the old, from 0 to 1; empty when there are none
 * @param wal bytes written by the server during the batches of this run
 * @param dead rows of the table that are dead, as far as the server has noticed
 * @param batch rows that the last batch was to walk over
 */
public record RowProgress(
        double rate,
        Optional<TimeLeft> left,
        List<Long> history,
        Optional<String> order,
        Optional<Double> hotShare,
        long wal,
        long dead,
        int batch) {
    public RowProgress {
        history = List.copyOf(history);
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rate", Math.round(rate));
        left.ifPresent(range -> {
            facts.put("left_least_ms", range.least().toMillis());
            facts.put("left_most_ms", range.most().toMillis());
        });
        order.ifPresent(word -> facts.put("order", word));
        hotShare.ifPresent(share -> facts.put("hot_share", Math.round(share * 1_000) / 1_000.0));
        facts.put("history", history);
        facts.put("wal_bytes", wal);
        facts.put("dead_rows", dead);
        facts.put("batch_rows", batch);
        return facts;
    }
}
