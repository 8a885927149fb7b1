package io.emcee.cli;

import io.emcee.engine.Recorded;
import io.emcee.journal.Entry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A run of the journal as Markdown. What the entries hold is shown as it is, and cannot become markup. */
final class RunPage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    /** Kinds that the page has a place of its own for. */
    private static final Set<String> TOLD = Set.of(
            Recorded.RUN_STARTED,
            Recorded.RUN_ENDED,
            Recorded.STEP_STARTED,
            Recorded.STEP_DONE,
            Recorded.STEP_FAILED,
            Recorded.CONFIRMED,
            Recorded.PLAN_APPROVED);

    private final String database;
    private final List<Recorded> entries;
    private final StringBuilder page = new StringBuilder();

    /** @param entries of one run, oldest first, at least one */
    RunPage(String database, List<Recorded> entries) {
        this.database = database;
        this.entries = List.copyOf(entries);
    }

    String text() {
        head();
        steps();
        besides();
        statements();
        return page.toString().strip();
    }

    private void head() {
        Recorded begin = entries.get(0);
        Optional<Recorded> end = of(Recorded.RUN_ENDED).findFirst();
        line("# Run " + begin.entry().number() + ": " + cell(begin.text("operation")) + " of " + cell(database));
        line("");
        row("", "");
        row("---", "---");
        row("By", cell(begin.entry().author() + ", " + begin.entry().author().application()));
        row("Began", TIME.format(begin.entry().at()));
        row("Ended", end.map(RunPage::ended).orElse("not recorded: it goes on, or was killed"));
        row(
                "Result",
                end.map(entry -> cell(entry.text("result") + ": " + entry.text("sentence")))
                        .orElse("unknown"));
        row("Asked for", cell(begin.text("target")));
        row("Version before", version(begin.text("from")));
        row("Version after", end.map(entry -> version(entry.text("version"))).orElse("unknown"));
        row("Plan", cell(begin.text("plan")));
        of(Recorded.PLAN_APPROVED).forEach(given -> row("Approval", cell(given.text("sentence"))));
        of(Recorded.CONFIRMED).forEach(given -> row("Confirmation", cell(given.text("sentence"))));
        row(
                "Journal",
                "entries " + begin.entry().number() + " to " + last().number() + ", the last with the hash "
                        + last().hash());
    }

    private static String ended(Recorded end) {
        return TIME.format(end.entry().at()) + ", after " + end.took();
    }

    private static String version(String version) {
        return version.isEmpty() ? "none" : cell(version);
    }

    private void steps() {
        line("");
        line("## Steps");
        line("");
        row("Step", "Began", "Took", "Rows", "Result");
        row("---", "---", "---:", "---:", "---");
        of(Recorded.STEP_STARTED).forEach(this::step);
    }

    private void step(Recorded started) {
        Optional<Recorded> result = entries.stream()
                .filter(entry -> entry.entry().number() > started.entry().number()
                        && entry.step().equals(started.step())
                        && Set.of(Recorded.STEP_DONE, Recorded.STEP_FAILED)
                                .contains(entry.entry().kind()))
                .findFirst();
        Optional<Recorded> done = result.filter(entry -> entry.entry().kind().equals(Recorded.STEP_DONE));
        row(
                cell(started.step()),
                time(started.entry().at()),
                done.map(Recorded::took).orElse(""),
                done.map(entry -> String.valueOf(entry.rows())).orElse(""),
                result.map(entry -> done.isPresent() ? "done" : "failed: " + cell(entry.text("sentence")))
                        .orElse("unknown"));
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private void besides() {
        List<Recorded> others = entries.stream()
                .filter(entry -> !TOLD.contains(entry.entry().kind()))
                .toList();
        if (!others.isEmpty()) {
            line("");
            line("## What happened besides");
            line("");
            others.forEach(entry -> line("- " + time(entry.entry().at()) + " " + cell(entry.summary())));
        }
    }

    private void statements() {
        line("");
        line("## Statements");
        of(Recorded.STEP_DONE)
                .filter(entry -> !entry.statements().isEmpty())
                .forEach(entry -> fenced(entry.step(), String.join("\n\n", entry.statements())));
    }

    private void fenced(String title, String sql) {
        String fence = "`".repeat(Math.max(3, longest(sql) + 1));
        Stream.of("", "### " + cell(title), "", fence + "sql", sql, fence).forEach(this::line);
    }

    /** The longest run of backticks, which the fence must outdo. */
    private static int longest(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private Stream<Recorded> of(String kind) {
        return entries.stream().filter(entry -> entry.entry().kind().equals(kind));
    }

    private Entry last() {
        return entries.get(entries.size() - 1).entry();
    }

    /** A text on one line in which no character is markup. */
    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
