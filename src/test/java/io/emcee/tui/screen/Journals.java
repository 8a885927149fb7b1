package io.emcee.tui.screen;

import io.emcee.journal.Author;
import io.emcee.journal.Entry;
import io.emcee.journal.Filter;
import io.emcee.journal.Hash;
import io.emcee.tui.loop.ScreenDriver;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** What a journal might hold, made by hand. */
final class Journals {
    private static final String STEP =
            "\"phase\":\"expand\",\"revision\":\"ocata_expand01\",\"part\":1,\"parts\":3,\"rows\":0,\"took_ms\":95";

    private Journals() {}

    /** Of the run 2, or of none where the number is 1. */
    static Entry entry(long number, String kind, String facts) {
        return new Entry(
                number,
                Worlds.NOW.minus(Duration.ofMinutes(1)).plusSeconds(number),
                number == 1 ? OptionalLong.empty() : OptionalLong.of(2),
                kind,
                new Author("glance", "maria", "bastion", "emcee/0.1"),
                facts,
                Hash.of(List.of(String.valueOf(number))));
    }

    /** The beginning of a run, newest first. */
    static List<Entry> run() {
        return List.of(
                entry(7, "refused", "{\"sentence\":\"Rows are pending.\\u001b[2J\"}"),
                entry(6, "step_failed", "{" + STEP + ",\"sentence\":\"column exists already\\nHash\"}"),
                entry(
                        5,
                        "lock_awaited",
                        "{\"sentence\":\"Waited behind pid 4711\",\"blockers\":[{\"pid\":4711,\"role\":\"glance\"},"
                                + "{\"pid\":4712,\"role\":null}],\"lock\":{\"mode\":\"ACCESS EXCLUSIVE\"}}"),
                entry(4, "step_done", "{" + STEP + ",\"statements\":[{\"took_ms\":12,\"sql\":" + sql() + "}]}"),
                entry(3, "step_started", "{" + STEP + "}"),
                entry(
                        2,
                        "run_started",
                        "{\"operation\":\"upgrade\",\"target\":\"ocata\",\"steps\":[\"expand a\",\"expand b\"]}"),
                entry(1, "made_up", "no JSON\nat 3 o'clock"));
    }

    private static String sql() {
        return "\"ALTER TABLE images\\n\\tADD COLUMN visibility text;\\n-- \\u001b[31mred\"";
    }

    /** So many entries up to a number, newest first. */
    static List<Entry> up(long to, int count) {
        return LongStream.range(0, count)
                .mapToObj(back -> entry(to - back, "step_started", "{" + STEP + "}"))
                .toList();
    }

    /** The first page arrives. */
    static void arrive(ScreenDriver<ConsoleState> screen, Filter filter, List<Entry> page) {
        long seen = page.isEmpty() ? 0 : page.get(0).number();
        screen.send(model ->
                JournalScreen.here(model).arrived(JournalPages.of(filter, !page.isEmpty(), seen, page), model));
    }

    /** Something was written since. */
    static void written(ScreenDriver<ConsoleState> screen, Filter filter, List<Entry> oldestFirst) {
        screen.send(model -> JournalScreen.here(model).newer(filter, oldestFirst, model));
    }
}
