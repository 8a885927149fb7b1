package io.emcee.cli;

import io.emcee.batch.HistoryLine;
import io.emcee.batch.TimeLeft;
import io.emcee.engine.Check;
import io.emcee.engine.Event;
import io.emcee.engine.RowProgress;
import io.emcee.engine.Step;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells the operator how a run goes, and counts. On a terminal one line is written over until its step is done; in a
 * file there is a line for each step, and of a long one a line every few seconds.
 */
final class RunReport implements Consumer<Event>, Event.Cases<Boolean> {
    private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();
    /** A terminal may be wider, but none is narrower. */
    private static final int WIDTH = 79;

    private static final String BAR = "{bar}";
    private static final int BAR_WIDTH = 10;
    private static final int HISTORY = 20;

    /** After a shorter wait the attempt itself is told of. */
    private static final Duration LONG_WAIT = Duration.ofSeconds(1);

    private final Output output;
    private final boolean verbose;
    private final boolean live;
    private final WaitLines waits = new WaitLines();
    private final Set<String> said = new HashSet<>();
    private Optional<Event.StepStarted> current = Optional.empty();
    private boolean lineOpen;
    private long lastLine = System.nanoTime();
    private int steps;
    private long rows;

    RunReport(Context context) {
        this.output = context.output();
        this.verbose = context.options().verbose;
        this.live = context.terminal().showsErrors();
    }

    /** Rows that data migrations have changed, in all runs on them. */
    synchronized long rows() {
        return rows;
    }

    /** Steps that are done. */
    synchronized int steps() {
        return steps;
    }

    /** Whether rows are being migrated at this moment. */
    synchronized boolean inRows() {
        return current.filter(started -> started.step().kind() == Step.Kind.ROWS)
                .isPresent();
    }

    @Override
    public synchronized void accept(Event event) {
        if (output.json()) {
            output.event(event);
        }
        event.fold(this);
    }

    /** Leaves the line that is written over. */
    synchronized void end() {
        if (lineOpen) {
            output.note("");
            lineOpen = false;
        }
    }

    /** The operator has just said it. */
    @Override
    public Boolean consent(Event.Consent event) {
        return false;
    }

    /** Whoever has started it has said so. */
    @Override
    public Boolean runStarted(Event.RunStarted event) {
        return false;
    }

    @Override
    public Boolean milestone(Event.Milestone event) {
        return event.note().map(this::line).orElse(false);
    }

    @Override
    public Boolean asked(Event.Asked event) {
        return line(event.sentence());
    }

    /** What is red and not overruled is said by the refusal; what a later phase finds again is said once. */
    @Override
    public Boolean preflightDone(Event.PreflightDone event) {
        event.preflight().in(Check.State.YELLOW).stream()
                .map(check -> "preflight, " + check)
                .filter(said::add)
                .forEach(this::line);
        return true;
    }

    @Override
    public Boolean overruled(Event.Overruled event) {
        return line(event.sentence());
    }

    /** What closes the gate is said by the refusal, and what is overruled by the overrule. */
    @Override
    public Boolean drainSeen(Event.DrainSeen event) {
        if (event.warned()) {
            event.drain()
                    .against()
                    .forEach(witness -> line("drain, " + witness + "; " + String.join("; ", witness.remedy())));
        }
        return event.warned();
    }

    @Override
    public Boolean gateOverruled(Event.GateOverruled event) {
        return line(event.sentence());
    }

    @Override
    public Boolean backupAccepted(Event.BackupAccepted event) {
        return line(event.sentence());
    }

    @Override
    public Boolean backupMissed(Event.BackupMissed event) {
        return line(event.sentence());
    }

    @Override
    public Boolean stepStarted(Event.StepStarted event) {
        current = Optional.of(event);
        waits.forget();
        return passing(title());
    }

    @Override
    public Boolean statementDone(Event.StatementDone event) {
        return verbose && line("      " + seconds(event.took()) + "  " + firstLine(event.sql()));
    }

    @Override
    public Boolean batchDone(Event.BatchDone event) {
        return passing(title() + ": " + progress(event, live ? WIDTH - title().length() - 2 : Integer.MAX_VALUE));
    }

    @Override
    public Boolean orderChosen(Event.OrderChosen event) {
        return line("      " + event.sentence());
    }

    @Override
    public Boolean throttled(Event.Throttled event) {
        return event.changed() && line("      " + event.sentence());
    }

    @Override
    public Boolean healed(Event.Healed event) {
        return line("      " + event.sentence());
    }

    @Override
    public Boolean lockWaiting(Event.LockWaiting event) {
        boolean lasts = event.timeout().isZero() || event.timeout().compareTo(LONG_WAIT) >= 0;
        List<String> news = lasts ? waits.news(event.seen()) : List.of();
        return news.isEmpty() ? passing("      " + event.sentence()) : lines(event.sentence(), news);
    }

    @Override
    public Boolean lockAwaited(Event.LockAwaited event) {
        return lines(event.sentence(), waits.news(event.seen()));
    }

    @Override
    public Boolean progressed(Event.Progressed event) {
        return passing(title() + ": " + event.progress());
    }

    @Override
    public Boolean sessionSignalled(Event.SessionSignalled event) {
        return line("      " + event.sentence());
    }

    private boolean lines(String sentence, List<String> more) {
        boolean said = line("      " + sentence);
        more.forEach(text -> line("        " + text));
        return said;
    }

    @Override
    public Boolean stepDone(Event.StepDone event) {
        steps++;
        rows += event.rows();
        String changed = event.step().kind() == Step.Kind.ROWS ? grouped(event.rows()) + " rows, " : "";
        return line(title() + ": " + changed + seconds(event.took()));
    }

    /** {@code [3/9] migrate ocata_migrate01} */
    private String title() {
        return current.map(started -> "[" + started.number() + "/" + started.count() + "] "
                        + started.step().phase().word() + " " + started.step().title())
                .orElse("");
    }

    /** {@code 60% [######....] 12,000 of ~20,000 rows, 1,500/s, 0:04-0:07 left, _.:-=+*#}, as much of it as fits. */
    static String progress(Event.BatchDone event, int width) {
        long total = Math.max(event.total(), event.rows());
        long percent = total == 0 ? 100 : event.rows() * 100 / total;
        String text = percent + "% " + BAR + grouped(event.rows()) + " of " + (event.exact() ? "" : "~")
                + grouped(total) + " rows" + event.pulse().map(RunReport::pace).orElse("");
        int filled = (int) percent * BAR_WIDTH / 100;
        String bar = "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] ";
        String whole = text.replace(BAR, bar);
        String shown = whole.length() <= width ? whole : text.replace(BAR, "");
        return shown.substring(0, Math.min(shown.length(), width));
    }

    private static String pace(RowProgress pulse) {
        String rate = pulse.rate() < 1 ? "" : ", " + grouped(Math.round(pulse.rate())) + "/s";
        String left = pulse.left().map(range -> ", " + words(range) + " left").orElse("");
        String history = pulse.history().size() < 2 ? "" : ", " + HistoryLine.ASCII.of(pulse.history(), HISTORY);
        return rate + left + history;
    }

    /** {@code 0:04-0:07} */
    private static String words(TimeLeft left) {
        String least = clock(left.least());
        String most = clock(left.most());
        return least.equals(most) ? most : least + "-" + most;
    }

    private static String clock(Duration time) {
        return time.toMinutes() + ":" + String.format(Locale.ROOT, "%02d", time.toSecondsPart());
    }

    /** Something that the next message may overwrite. */
    private boolean passing(String text) {
        if (output.json()) {
            return false;
        }
        if (live) {
            output.live(text.substring(0, Math.min(text.length(), WIDTH)));
            lineOpen = true;
        } else if (System.nanoTime() - lastLine > BETWEEN_LINES) {
            return line(text);
        }
        return true;
    }

    /** Something that stays. */
    private boolean line(String text) {
        if (output.json()) {
            return false;
        }
        if (lineOpen) {
            output.live("");
            lineOpen = false;
        }
        lastLine = System.nanoTime();
        output.note(text);
        return true;
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.3f s", took.toNanos() / 1e9);
    }

    private static String firstLine(String sql) {
        return sql.strip().lines().findFirst().orElse("");
    }
}
