package io.emcee.tui.screen;

import io.emcee.script.RevisionSet;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands around every screen: where we are at the top, what can be done at the bottom. */
final class Chrome {
    private final World world;
    private final ConsoleState state;

    Chrome(World world, ConsoleState state) {
        this.world = world;
        this.state = state;
    }

    /** {@code emcee  lab  glance at 127.0.0.1:5433 as postgres            expand next}, and the four screens below. */
    void header(Canvas canvas) {
        Span right = status();
        int room = canvas.columns() - Text.width(Text.visible(right.text())) - 2;
        List<Span> left = new ArrayList<>();
        left.add(Span.of(" emcee ", Role.TITLE));
        if (world.production()) {
            left.add(Span.of(" PRODUCTION ", Role.PRODUCTION));
        }
        left.add(Span.of(" " + place(), Role.TEXT));
        canvas.left(room).putAll(0, 0, left);
        canvas.putRight(0, right.text() + " ", right.role());
        tabs(canvas.row(1));
    }

    private String place() {
        String database = world.database().address().database();
        String server = world.database().address().server();
        String role = state.facts().map(facts -> " as " + facts.server().role()).orElse("");
        String target = world.target().equals(database) ? "" : world.target() + ": ";
        return target + database + " at " + server + role;
    }

    private Span status() {
        if (state.trouble().isPresent()) {
            return Span.of(world.glyphs().of(Glyph.ERROR) + " no answer", Role.ERROR);
        }
        if (state.running().isPresent()) {
            return Span.of(world.glyphs().of(Glyph.RUNNING) + " running", Role.RUNNING);
        }
        return state.facts().map(this::stage).orElseGet(() -> Span.of("connecting", Role.DIM));
    }

    private Span stage(Facts facts) {
        if (facts.obstacle().isPresent()) {
            return Span.of(world.glyphs().of(Glyph.WARNING) + " look at the overview", Role.WARNING);
        }
        RevisionSet set = world.engine().set();
        Optional<WalkStep> next = WalkStep.next(set, facts.progress());
        return next.map(step -> Span.of(
                        world.glyphs().of(Glyph.NEXT) + " " + step.release() + ": "
                                + step.operation(set).word() + " next",
                        Role.NEXT))
                .orElseGet(() -> Span.of(world.glyphs().of(Glyph.DONE) + " up to date", Role.DONE));
    }

    private void tabs(Canvas row) {
        row.fill(Role.FOOTER);
        int at = 0;
        for (Tab tab : Tab.values()) {
            String name = tab.action().keys().get(0) + " " + tab.title();
            boolean here = tab == state.tab();
            at = row.put(at, 0, here ? "[" + name + "]" : " " + name + " ", here ? Role.TITLE : Role.DIM);
            at++;
        }
        state.facts().ifPresent(facts -> row.fromColumn(at(row)).putRight(0, version(facts) + " ", Role.DIM));
    }

    /** The tabs take this many columns; the version may have the rest. */
    private static int at(Canvas row) {
        return Math.min(row.columns(), 46);
    }

    private static String version(Facts facts) {
        String version = facts.progress().version().toString();
        return version.isEmpty() ? "no version" : version;
    }

    /** The last statements with their durations. */
    void log(Canvas canvas) {
        if (canvas.rows() == 0) {
            return;
        }
        canvas.line(0, Role.BORDER);
        canvas.put(2, 0, " Last statements ", Role.TITLE);
        int room = canvas.rows() - 1;
        List<Logged> last = state.log()
                .subList(Math.max(0, state.log().size() - room), state.log().size());
        if (last.isEmpty()) {
            canvas.put(1, 1, "None yet.", Role.DIM);
        }
        for (int i = 0; i < last.size(); i++) {
            String took = Text.padLeft(Figures.time(last.get(i).took()), 11);
            canvas.put(0, i + 1, took, Role.DIM);
            canvas.putClipped(
                    13, i + 1, canvas.columns() - 14, Span.of(last.get(i).line(), Role.CODE));
        }
    }

    /** A line for the operator, and the keys. */
    void footer(Canvas canvas) {
        notice().ifPresent(span -> canvas.putClipped(1, 0, canvas.columns() - 2, span));
        canvas.row(1).fill(Role.FOOTER);
        List<Span> spans = state.overlay().map(Overlay::footer).orElseGet(this::keys);
        canvas.row(1).putAll(1, 0, fitting(spans, canvas.columns() - 2));
    }

    private Optional<Span> notice() {
        return state.notice()
                .or(() -> state.trouble().map(sentence -> Span.of(sentence, Role.ERROR)))
                .or(() -> busy());
    }

    /** Somebody else, or another console of ours, changes the database. */
    private Optional<Span> busy() {
        return state.running().isPresent()
                ? Optional.empty()
                : state.facts()
                        .flatMap(Facts::busy)
                        .map(holder -> Span.of("Another emcee works on this database: " + holder, Role.WARNING));
    }

    private List<Span> keys() {
        List<Span> spans = new ArrayList<>();
        for (Action action : state.screen().actions()) {
            boolean moves = List.of(Action.UP, Action.DOWN, Action.PAGE_UP, Action.PAGE_DOWN, Action.TOP, Action.BOTTOM)
                    .contains(action);
            if (!moves) {
                boolean possible = state.screen().disabled(action, state).isEmpty();
                hint(spans, action, possible);
            }
        }
        for (Action action : List.of(Action.HELP, Action.BACK, Action.COMMAND, Action.LOG)) {
            if (!state.screen().actions().contains(action)) {
                hint(spans, action, true);
            }
        }
        return spans;
    }

    private void hint(List<Span> spans, Action action, boolean possible) {
        boolean quits = action == Action.BACK && state.tab() == Tab.OVERVIEW;
        String label = quits ? "quit" : action.label();
        String key = quits ? "q" : action.keys().get(0);
        spans.add(Span.of(key, possible ? Role.KEY : Role.DIM));
        spans.add(Span.of(possible ? " " + label + "  " : " (" + label + ")  ", Role.DIM));
    }

    /** As many whole hints as fit. */
    private static List<Span> fitting(List<Span> spans, int room) {
        int left = room;
        int kept = 0;
        while (kept + 1 < spans.size()) {
            left -= Text.width(spans.get(kept).text())
                    + Text.width(spans.get(kept + 1).text());
            if (left < 0) {
                break;
            }
            kept += 2;
        }
        return spans.subList(0, kept);
    }
}
