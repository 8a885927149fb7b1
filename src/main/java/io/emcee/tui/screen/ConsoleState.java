package io.emcee.tui.screen;

import com.googlecode.lanterna.TerminalSize;
import io.emcee.run.RunRow;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The console's whole model. A value: nothing in it changes once a method has returned it. */
public final class ConsoleState {
    private static final int LOG_LENGTH = 200;
    /** Rows that are not the screen's: the two of the header, and the footer. */
    private static final int FRAME = 3;

    private static final int LONGEST_NOTICE = 3;

    private TerminalSize size;
    private Tab tab = Tab.OVERVIEW;
    private Map<Tab, Screen> screens;
    private Optional<Overlay> overlay = Optional.empty();
    private Optional<Facts> facts = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private Optional<Running> running = Optional.empty();
    private Optional<PurgeRun> purging = Optional.empty();
    private Optional<TypedCommand> command = Optional.empty();
    private Optional<Examined> examined = Optional.empty();
    private Forecast forecast = Forecast.NONE;
    private List<Logged> log = List.of();
    private boolean logShown;
    private Optional<Span> notice = Optional.empty();
    private boolean leaving;
    private long lastRun;

    private ConsoleState(TerminalSize size) {
        this.size = size;
        this.screens = Map.of(
                Tab.OVERVIEW,
                new OverviewScreen(),
                Tab.GRAPH,
                GraphScreen.start(),
                Tab.UPGRADE,
                UpgradeScreen.start(),
                Tab.TABLES,
                TablesScreen.start(),
                Tab.SESSIONS,
                SessionsScreen.start(),
                Tab.JOURNAL,
                JournalScreen.start(),
                Tab.PURGE,
                PurgeScreen.start());
    }

    private ConsoleState(ConsoleState other) {
        size = other.size;
        tab = other.tab;
        screens = other.screens;
        overlay = other.overlay;
        facts = other.facts;
        trouble = other.trouble;
        running = other.running;
        purging = other.purging;
        command = other.command;
        examined = other.examined;
        forecast = other.forecast;
        log = other.log;
        logShown = other.logShown;
        notice = other.notice;
        leaving = other.leaving;
        lastRun = other.lastRun;
    }

    static ConsoleState start(TerminalSize size) {
        return new ConsoleState(size);
    }

    private ConsoleState changed(Consumer<ConsoleState> change) {
        ConsoleState next = new ConsoleState(this);
        change.accept(next);
        return next;
    }

    TerminalSize size() {
        return size;
    }

    int columns() {
        return size.getColumns();
    }

    Tab tab() {
        return tab;
    }

    Screen screen() {
        return screen(tab);
    }

    /** A screen as it was left. */
    Screen screen(Tab which) {
        return Objects.requireNonNull(screens.get(which));
    }

    /** What is open in front of the screen. */
    Optional<Overlay> overlay() {
        return overlay;
    }

    /** Empty until the database has answered for the first time. */
    Optional<Facts> facts() {
        return facts;
    }

    /** Why the database did not answer the last time; empty when it did. */
    Optional<String> trouble() {
        return trouble;
    }

    /** The run that goes on and is shown here. */
    Optional<Running> running() {
        return running;
    }

    /** The purge that this console has started and that has not ended. */
    Optional<PurgeRun> purging() {
        return purging;
    }

    /** The last command that was typed, whether it runs or has ended. */
    Optional<TypedCommand> command() {
        return command;
    }

    /** What this console has begun and that has not ended, as a reason against something else; empty for nothing. */
    Optional<String> atWork() {
        return running.map(Running::obstacle)
                .or(() -> purging.map(run -> "A purge is running; x stops it."))
                .or(() -> command.filter(TypedCommand::runs)
                        .map(typed -> "The command :" + typed.line() + " is running; x stops it."));
    }

    /** What was found before the release at hand; empty before anybody has looked. */
    Optional<Examined> examined() {
        return examined;
    }

    /** What is known of the walk's steps before they are run. */
    Forecast forecast() {
        return forecast;
    }

    /** The last statements, newest last. */
    List<Logged> log() {
        return log;
    }

    boolean logShown() {
        return logShown;
    }

    /** Whether to quit when the run has ended. */
    boolean leaving() {
        return leaving;
    }

    /** How many rows a screen has. */
    int bodyRows() {
        return Math.max(1, size.getRows() - FRAME - notice().size() - logRows());
    }

    /** How many rows the pane of the last statements has, its title included. */
    int logRows() {
        return logShown ? Math.min(8, Math.max(3, size.getRows() / 4)) : 0;
    }

    /** What the operator should know now, broken into lines; at least one, which may be blank. */
    List<Span> notice() {
        Optional<Span> said = notice.or(this::standing);
        if (said.isEmpty()) {
            return List.of(Span.of(""));
        }
        List<String> lines = Text.wrap(said.get().text(), Math.max(1, columns() - 2));
        int most = Math.max(1, Math.min(LONGEST_NOTICE, size.getRows() / 4));
        List<String> kept = new ArrayList<>(lines.subList(0, Math.min(lines.size(), most)));
        if (lines.size() > most) {
            kept.set(most - 1, String.join(" ", lines.subList(most - 1, lines.size())));
        }
        return kept.stream().map(line -> Span.of(line, said.get().role())).toList();
    }

    /** What is so whatever the operator does. */
    private Optional<Span> standing() {
        boolean told = tab == Tab.OVERVIEW && facts.isEmpty();
        return trouble.filter(sentence -> !told)
                .map(sentence -> Span.of(sentence, Role.ERROR))
                .or(forecast::standing)
                .or(this::unseen)
                .or(() -> running.isPresent()
                        ? running.flatMap(this::elsewhere)
                        : purging.isPresent() ? Optional.empty() : facts.flatMap(Facts::standing));
    }

    /** A run that somebody else has started, where it is not shown. */
    private Optional<Span> elsewhere(Running run) {
        return tab == Tab.UPGRADE || run.ours()
                ? Optional.empty()
                : Optional.of(Span.of(run.obstacle().replaceFirst("x stops it", "3 shows it"), Role.RUNNING));
    }

    /** A command that runs although nobody looks at it. */
    private Optional<Span> unseen() {
        return command.filter(typed -> typed.runs() && overlay.isEmpty())
                .map(typed -> Span.of(
                        "The command :" + typed.line() + " is running; : shows what it prints, x stops it.",
                        Role.RUNNING));
    }

    ConsoleState with(TerminalSize newSize) {
        return changed(next -> next.size = newSize);
    }

    ConsoleState with(Tab other) {
        return changed(next -> next.tab = other);
    }

    ConsoleState with(Tab which, Screen screen) {
        Map<Tab, Screen> all = new EnumMap<>(screens);
        all.put(which, screen);
        return changed(next -> next.screens = all);
    }

    ConsoleState open(Overlay opened) {
        return changed(next -> next.overlay = Optional.of(opened));
    }

    ConsoleState closed() {
        return changed(next -> next.overlay = Optional.empty());
    }

    ConsoleState with(Facts learned) {
        return changed(next -> {
            next.facts = Optional.of(learned);
            next.trouble = Optional.empty();
        });
    }

    /** The database did not answer. What was said before gives way, unless it is a failure too. */
    ConsoleState troubled(String sentence) {
        boolean known = trouble.filter(sentence::equals).isPresent();
        return changed(next -> {
            next.trouble = Optional.of(sentence);
            next.notice = known ? notice : notice.filter(span -> span.role() == Role.ERROR);
        });
    }

    ConsoleState with(Optional<Running> run) {
        return changed(next -> next.running = run);
    }

    /** The number of the last run that was shown to its end; 0 before the first. */
    long lastRun() {
        return lastRun;
    }

    /** The run that was shown has ended. */
    ConsoleState idle() {
        long shown = running.flatMap(Running::row).map(RunRow::id).orElse(lastRun);
        return changed(next -> {
            next.running = Optional.empty();
            next.lastRun = shown;
        });
    }

    ConsoleState purging(Optional<PurgeRun> run) {
        return changed(next -> next.purging = run);
    }

    ConsoleState with(TypedCommand typed) {
        return changed(next -> next.command = Optional.of(typed));
    }

    ConsoleState with(Examined newest) {
        return changed(next -> next.examined = Optional.of(newest));
    }

    ConsoleState with(Forecast newest) {
        return changed(next -> next.forecast = newest);
    }

    ConsoleState logged(Logged statement) {
        List<Logged> longer = new ArrayList<>(log);
        longer.add(statement);
        return changed(next ->
                next.log = List.copyOf(longer.subList(Math.max(0, longer.size() - LOG_LENGTH), longer.size())));
    }

    ConsoleState showLog(boolean shown) {
        return changed(next -> next.logShown = shown);
    }

    /** A line for the operator, until the next key. A failure stays until then. */
    ConsoleState say(String sentence, Role role) {
        boolean failure = notice.filter(span -> span.role() == Role.ERROR).isPresent();
        return failure && role != Role.ERROR
                ? this
                : changed(next -> next.notice = Optional.of(Span.of(sentence, role)));
    }

    /** Whether this is what the operator is told. */
    boolean says(String sentence) {
        return notice.filter(span -> span.text().equals(sentence)).isPresent();
    }

    ConsoleState silent() {
        return changed(next -> next.notice = Optional.empty());
    }

    /** Takes a notice away if it is this one. */
    ConsoleState silentIf(String sentence) {
        return says(sentence) ? silent() : this;
    }

    /** What is at work has just ended: nothing is said of it any more. */
    ConsoleState silentAtEnd() {
        return silentIf(UpgradeScreen.STOPPING).silentIf(atWork().orElse(""));
    }

    /** The console quits when what is at work has ended. */
    ConsoleState leave() {
        return changed(next -> next.leaving = true).say("Stopping, then quitting…", Role.WARNING);
    }
}
