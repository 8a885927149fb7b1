package io.emcee.tui.screen;

import com.googlecode.lanterna.TerminalSize;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The console's whole model.
 *
 * @param screens every screen as it was left
 * @param overlay what is open in front of the screen
 * @param facts empty until the database has answered for the first time
 * @param trouble why the database did not answer the last time; empty when it did
 * @param running the run that this console has started and that has not ended
 * @param log the last statements, newest last
 * @param notice a line for the operator, until the next key
 * @param leaving whether to quit when the run has ended
 */
public record ConsoleState(
        TerminalSize size,
        Tab tab,
        Map<Tab, Screen> screens,
        Optional<Overlay> overlay,
        Optional<Facts> facts,
        Optional<String> trouble,
        Optional<Running> running,
        List<Logged> log,
        boolean logShown,
        Optional<Span> notice,
        boolean leaving) {
    private static final int LOG_LENGTH = 200;
    /** Rows that are not the screen's: the two of the header, the notice and the footer. */
    private static final int FRAME = 4;

    public ConsoleState {
        screens = Map.copyOf(screens);
        log = List.copyOf(log);
    }

    static ConsoleState start(TerminalSize size) {
        Map<Tab, Screen> screens = new EnumMap<>(Tab.class);
        screens.put(Tab.OVERVIEW, new OverviewScreen());
        screens.put(Tab.GRAPH, GraphScreen.start());
        screens.put(Tab.UPGRADE, UpgradeScreen.start());
        screens.put(Tab.TABLES, TablesScreen.start());
        return new ConsoleState(
                size,
                Tab.OVERVIEW,
                screens,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                false);
    }

    Screen screen() {
        return screen(tab);
    }

    Screen screen(Tab which) {
        return Objects.requireNonNull(screens.get(which));
    }

    /** How many rows a screen has. */
    int bodyRows() {
        return Math.max(1, size.getRows() - FRAME - logRows());
    }

    /** How many rows the pane of the last statements has, its title included. */
    int logRows() {
        if (!logShown) {
            return 0;
        }
        return Math.min(8, Math.max(3, size.getRows() / 4));
    }

    ConsoleState with(TerminalSize newSize) {
        return new ConsoleState(
                newSize, tab, screens, overlay, facts, trouble, running, log, logShown, notice, leaving);
    }

    ConsoleState with(Tab other) {
        return new ConsoleState(size, other, screens, overlay, facts, trouble, running, log, logShown, notice, leaving);
    }

    ConsoleState with(Tab which, Screen screen) {
        Map<Tab, Screen> changed = new EnumMap<>(screens);
        changed.put(which, screen);
        return new ConsoleState(size, tab, changed, overlay, facts, trouble, running, log, logShown, notice, leaving);
    }

    ConsoleState open(Overlay opened) {
        return new ConsoleState(
                size, tab, screens, Optional.of(opened), facts, trouble, running, log, logShown, notice, leaving);
    }

    ConsoleState closed() {
        return new ConsoleState(
                size, tab, screens, Optional.empty(), facts, trouble, running, log, logShown, notice, leaving);
    }

    ConsoleState with(Facts learned) {
        return new ConsoleState(
                size,
                tab,
                screens,
                overlay,
                Optional.of(learned),
                Optional.empty(),
                running,
                log,
                logShown,
                notice,
                leaving);
    }

    ConsoleState troubled(String sentence) {
        return new ConsoleState(
                size, tab, screens, overlay, facts, Optional.of(sentence), running, log, logShown, notice, leaving);
    }

    ConsoleState with(Optional<Running> run) {
        return new ConsoleState(size, tab, screens, overlay, facts, trouble, run, log, logShown, notice, leaving);
    }

    ConsoleState logged(Logged statement) {
        List<Logged> longer = new ArrayList<>(log);
        longer.add(statement);
        List<Logged> kept = longer.subList(Math.max(0, longer.size() - LOG_LENGTH), longer.size());
        return new ConsoleState(size, tab, screens, overlay, facts, trouble, running, kept, logShown, notice, leaving);
    }

    ConsoleState showLog(boolean shown) {
        return new ConsoleState(size, tab, screens, overlay, facts, trouble, running, log, shown, notice, leaving);
    }

    ConsoleState say(String sentence, Role role) {
        return new ConsoleState(
                size,
                tab,
                screens,
                overlay,
                facts,
                trouble,
                running,
                log,
                logShown,
                Optional.of(Span.of(sentence, role)),
                leaving);
    }

    ConsoleState silent() {
        return new ConsoleState(
                size, tab, screens, overlay, facts, trouble, running, log, logShown, Optional.empty(), leaving);
    }

    /** Takes a notice away if it is this one. */
    ConsoleState silentIf(String sentence) {
        return notice.filter(span -> span.text().equals(sentence)).isPresent() ? silent() : this;
    }

    ConsoleState leave() {
        return new ConsoleState(size, tab, screens, overlay, facts, trouble, running, log, logShown, notice, true);
    }
}
