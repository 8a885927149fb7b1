package io.emcee.tui.screen;

import io.emcee.tui.loop.Keys;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Everything a key can do. This one table feeds the footer, the help and the README's list of keys; which of them a
 * screen offers, and what stands in the way of one, is for the screen to say.
 */
public enum Action {
    GO("enter", "go on", "go on with the upgrade, run the step shown, open the row"),
    STOP("x", "stop", "stop the run or the purge after its batch, or the counting"),
    PAUSE("p", "pause", "let the run wait after its batch or step, or let it go on"),
    LONGER("+ =", "longer batches", "let each batch of a data migration take longer; purge only what is older"),
    SHORTER("-", "shorter", "let each batch of a data migration take less time; purge also what is younger"),
    CANCEL_STATEMENT("C", "cancel it", "cancel the statement of the session that blocks the step, or is selected"),
    END_SESSION("K", "end session", "end the session that blocks the step, or is selected"),
    OVERRULE("o", "overrule", "overrule what is red in the preflight, with a reason"),
    REHEARSE("R", "rehearse", "rehearse the release on a copy without rows; x stops it"),
    UP("up k", "up", "one row up"),
    DOWN("down j", "down", "one row down"),
    PAGE_UP("pgup ctrl-b", "page up", "one page up"),
    PAGE_DOWN("pgdn ctrl-f space", "page down", "one page down"),
    TOP("home g", "top", "to the first row"),
    BOTTOM("end G", "bottom", "to the last row"),
    FILTER("/", "filter", "show only what contains a text; Esc shows all again"),
    SORT("s", "sort", "sort by the next column"),
    REVERSE("S", "reverse", "sort the other way round"),
    COUNT("c", "count", "count the soft-deleted rows of the selected table exactly"),
    RUN("w", "whole run", "show all entries of the run to which the selected one belongs; Esc shows all again"),
    AGE("a", "age", "type the age from which rows may be purged"),
    PURGE("X", "purge", "show what a purge of the table would do; it is confirmed there"),
    SQL("i", "SQL", "show or hide the statements of the plan"),
    HOLD("h", "hold", "hold the selected row back from every purge, or what meets conditions"),
    HOLDS("H", "holds", "list what is held back from every purge"),
    LIFT("u", "lift", "lift the selected hold, with a reason"),
    ANOMALIES("A", "anomalies", "show the rows whose marks contradict each other, or the candidates again"),
    EXPORT("e", "export", "write all candidates to a file, as CSV or JSON"),
    VERIFY("v", "verify", "verify that the journal is as it was written"),
    OVERVIEW("1", "overview", "what the database is at, and what comes next"),
    GRAPH("2", "graph", "the revisions and how they depend on one another"),
    UPGRADE("3", "upgrade", "the walk through expand, migrate and contract"),
    TABLES("4", "tables", "every table with its soft-deleted rows"),
    SESSIONS("5", "sessions", "what every session does, and who blocks whom"),
    JOURNAL("6", "journal", "what was done to the database, by whom, and what came of it"),
    PURGES("7", "purge screen", "what may be purged, what is held back, and the purge itself"),
    NEXT_SCREEN("tab", "next", "the next screen"),
    PREVIOUS_SCREEN("shift-tab", "previous", "the screen before"),
    LOG("l", "statements", "show or hide the last statements and how long they took"),
    REFRESH("r", "refresh", "ask the database again"),
    COMMAND(":", "command", "run a command, as on the command line; Tab completes it"),
    HELP("?", "help", "the keys of this screen, and what they do"),
    BACK("esc q", "back", "close what is open; on the overview q quits"),
    QUIT("ctrl-c", "quit", "quit; a run goes on without the console, in the lab it is stopped first"),
    REPAINT("ctrl-l", "repaint", "draw the whole screen again");

    private final String keys;
    private final String label;
    private final String help;

    Action(String keys, String label, String help) {
        this.keys = keys;
        this.label = label;
        this.help = help;
    }

    /** The keys' names as {@link Keys} gives them, the one for the footer first. */
    public List<String> keys() {
        return List.of(keys.split(" "));
    }

    /** One or two words for the footer. */
    public String label() {
        return label;
    }

    /** What it does, for the help: half a sentence. */
    public String help() {
        return help;
    }

    /** The action of a key, if it has one. */
    static Optional<Action> of(String key) {
        return Arrays.stream(values())
                .filter(action -> action.keys().contains(key))
                .findFirst();
    }
}
