package io.emcee.tui.screen;

import io.emcee.script.RevisionSet;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.util.ArrayList;
import java.util.List;

/** What stands around every screen: where we are at the top, what can be done at the bottom. */
final class Chrome {
    /** From so many columns on, the screens are named. */
    private static final int WIDE = 66;

    private static final String FOREIGN = "not under control";

    private final World world;
    private final ConsoleState state;

    Chrome(World world, ConsoleState state) {
        this.world = world;
        this.state = state;
    }

    /** {@code emcee  lab: glance at 127.0.0.1:5433 as postgres            expand next}, and the screens below. */
    void header(Canvas canvas) {
        Span right = status();
        int room = canvas.columns() - Text.width(Text.visible(right.text())) - 2;
        Canvas left = canvas.left(room);
        int at = left.put(0, 0, " emcee ", Role.TITLE);
        if (world.production()) {
            at = left.put(at, 0, " PRODUCTION ", Role.PRODUCTION);
        }
        left.putClipped(at + 1, 0, left.columns() - at - 1, Span.of(place()));
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
        if (state.atWork().isPresent()) {
            return Span.of(
                    world.glyphs().of(Glyph.RUNNING) + " "
                            + state.running().map(run -> run.state().word()).orElse("running"),
                    Role.RUNNING);
        }
        return state.facts().map(this::stage).orElseGet(() -> Span.of("connecting", Role.DIM));
    }

    private Span stage(Facts facts) {
        if (facts.folder().isPresent()) {
            return Span.of("view only", Role.DIM);
        }
        if (facts.obstacle().isPresent()) {
            String why = facts.state().fold(drift -> "drift", empty -> "", other -> FOREIGN, unknown -> FOREIGN);
            return Span.of(world.glyphs().of(Glyph.WARNING) + " " + why, Role.WARNING);
        }
        RevisionSet set = world.engine().set();
        return facts.next()
                .map(step -> Span.of(
                        world.glyphs().of(Glyph.NEXT) + " " + step.release() + ": "
                                + step.operation(set).word() + " next",
                        Role.NEXT))
                .orElseGet(() -> Span.of(world.glyphs().of(Glyph.DONE) + " up to date", Role.DONE));
    }

    private void tabs(Canvas row) {
        row.fill(Role.FOOTER);
        boolean wide = row.columns() >= WIDE;
        int at = 0;
        for (Tab tab : Tab.values()) {
            boolean here = tab == state.tab();
            String key = tab.action().keys().get(0);
            String name = here || wide ? key + " " + tab.title() : key;
            at = row.put(at, 0, here ? "[" + name + "]" : " " + name + " ", here ? Role.TITLE : Role.DIM);
        }
        String version = state.facts().map(Chrome::version).orElse("");
        if (at + 2 + Text.width(version) <= row.columns()) {
            row.putRight(0, version + " ", Role.DIM);
        }
    }

    private static String version(Facts facts) {
        return facts.versionWords().isEmpty() ? "no version" : facts.versionWords();
    }

    /** The last statements with their durations. */
    void log(Canvas canvas) {
        if (canvas.rows() == 0) {
            return;
        }
        canvas.line(0, Role.BORDER);
        canvas.put(2, 0, " Last statements ", Role.TITLE);
        if (state.log().isEmpty()) {
            canvas.put(1, 1, "None yet.", Role.DIM);
        }
        Logged.draw(canvas.fromRow(1).left(canvas.columns() - 1), state.log());
    }

    /** A line or several for the operator, and the keys. */
    void footer(Canvas canvas) {
        List<Span> notice = state.notice();
        for (int row = 0; row < notice.size(); row++) {
            canvas.putClipped(1, row, canvas.columns() - 2, notice.get(row));
        }
        Canvas last = canvas.row(notice.size()).fill(Role.FOOTER);
        int room = last.columns() - 2;
        last.putAll(
                1,
                0,
                state.overlay().map(open -> fitting(open.footer(state), room)).orElseGet(() -> keys(room)));
    }

    /** Own keys first, what is possible before what is not, beside help and the way back; then those of every screen. */
    private List<Span> keys(int room) {
        List<Span> last = new ArrayList<>();
        hint(last, Action.HELP);
        hint(last, Action.BACK);
        List<Span> first = new ArrayList<>();
        List<Action> own = state.screen().actions().stream()
                .filter(action -> !Moves.contains(action) && action != Action.BACK)
                .filter(action -> state.screen().hinted(action, state))
                .toList();
        own.stream().filter(this::possible).forEach(action -> hint(first, action));
        own.stream().filter(action -> !possible(action)).forEach(action -> hint(first, action));
        List<Span> all = new ArrayList<>(fitting(first, room - width(last)));
        all.addAll(last);
        hint(all, Action.COMMAND);
        hint(all, Action.LOG);
        return fitting(all, room);
    }

    private boolean possible(Action action) {
        return !state.screen().actions().contains(action)
                || state.screen().disabled(action, state).isEmpty();
    }

    private void hint(List<Span> spans, Action action) {
        boolean possible = possible(action);
        boolean quits = action == Action.BACK && state.tab() == Tab.OVERVIEW;
        String label = quits ? "quit" : state.screen().label(action);
        String key = quits ? "q" : action.keys().get(0);
        spans.add(Span.of(key, possible ? Role.KEY : Role.DIM));
        spans.add(Span.of(possible ? " " + label + "  " : " (" + label + ")  ", Role.DIM));
    }

    private static int width(List<Span> spans) {
        return spans.stream().mapToInt(span -> Text.width(span.text())).sum();
    }

    /** As many whole hints as fit; what follows the last may be cut off. */
    private static List<Span> fitting(List<Span> spans, int room) {
        int kept = 0;
        while (kept < spans.size() && width(spans.subList(0, kept + 2)) - 2 <= room) {
            kept += 2;
        }
        return spans.subList(0, kept);
    }
}
