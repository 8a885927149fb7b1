package io.emcee.tui.screen;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.BasicTextImage;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Program;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The full-screen console: what is the same on every screen, and the way from one to the other. */
public final class Console implements Program<ConsoleState> {
    /** How often the database is asked where it is. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    /** The actions of every screen. */
    static final List<Action> COMMON = List.of(
            Action.OVERVIEW,
            Action.GRAPH,
            Action.UPGRADE,
            Action.TABLES,
            Action.NEXT_SCREEN,
            Action.PREVIOUS_SCREEN,
            Action.LOG,
            Action.REFRESH,
            Action.COMMAND,
            Action.HELP,
            Action.BACK,
            Action.QUIT,
            Action.REPAINT);

    private final World world;
    private final Inquiry inquiry;

    public Console(World world) {
        this.world = world;
        this.inquiry = new Inquiry(world);
    }

    @Override
    public Step<ConsoleState> start(TerminalSize size) {
        return Step.of(ConsoleState.start(size), inquiry.rows()).with(inquiry.watch(REFRESH));
    }

    @Override
    public Step<ConsoleState> key(ConsoleState state, KeyStroke key) {
        String name = Keys.name(key);
        if (name.equals("ctrl-c")) {
            return quit(state);
        }
        if (state.overlay().isPresent()) {
            return state.overlay().get().key(key, state, world);
        }
        return Action.of(name)
                .map(action -> perform(action, state.silent()))
                .orElseGet(() -> nothing(shown(name), state));
    }

    private static Step<ConsoleState> nothing(String key, ConsoleState state) {
        return Step.of(state.say("The key " + key + " does nothing here; ? lists the keys.", Role.DIM));
    }

    /** A key's name without what a terminal could take for a command of its own. */
    private static String shown(String name) {
        return name.equals("unknown") ? "pressed" : name;
    }

    private Step<ConsoleState> perform(Action action, ConsoleState state) {
        if (state.screen().actions().contains(action)) {
            Optional<String> reason = state.screen().disabled(action, state);
            return reason.map(why -> Step.of(state.say(why, Role.WARNING)))
                    .orElseGet(() -> state.screen().perform(action, state, world));
        }
        return everywhere(action, state);
    }

    private Step<ConsoleState> everywhere(Action action, ConsoleState state) {
        return switch (action) {
            case OVERVIEW -> go(state, Tab.OVERVIEW);
            case GRAPH -> go(state, Tab.GRAPH);
            case UPGRADE -> go(state, Tab.UPGRADE);
            case TABLES -> go(state, Tab.TABLES);
            case NEXT_SCREEN -> go(state, state.tab().plus(1));
            case PREVIOUS_SCREEN -> go(state, state.tab().plus(-1));
            case LOG -> refreshed(state.showLog(!state.logShown()));
            case REFRESH -> Step.of(state.say(Inquiry.ASKING, Role.DIM), inquiry.rows());
            case COMMAND -> Step.of(state.open(CommandLine.empty()));
            case HELP -> Step.of(state.open(new Help(0)));
            case BACK -> back(state);
            case QUIT -> quit(state);
            case REPAINT -> Step.of(state);
            case GO, STOP, REHEARSE, UP, DOWN, PAGE_UP, PAGE_DOWN, TOP, BOTTOM, FILTER, SORT, REVERSE, COUNT ->
                nothing(action.keys().get(0), state);
        };
    }

    private Step<ConsoleState> go(ConsoleState state, Tab tab) {
        return refreshed(state.with(tab));
    }

    private Step<ConsoleState> refreshed(ConsoleState state) {
        return state.screen().refreshed(state, world);
    }

    private Step<ConsoleState> back(ConsoleState state) {
        if (!state.screen().filter().isEmpty()) {
            return Step.of(state.with(state.tab(), state.screen().filtered("", state)));
        }
        return state.tab() == Tab.OVERVIEW ? quit(state) : go(state, Tab.OVERVIEW);
    }

    private static Step<ConsoleState> quit(ConsoleState state) {
        state.forecast().stop();
        if (state.running().isEmpty()) {
            return Step.quit(state);
        }
        boolean asked = state.overlay().filter(LeaveQuestion.class::isInstance).isPresent();
        return Step.of(asked ? state.closed().silent().leave() : state.open(new LeaveQuestion()));
    }

    @Override
    public Step<ConsoleState> paste(ConsoleState state, String text) {
        return state.overlay().map(overlay -> overlay.paste(text, state, world)).orElseGet(() -> Step.of(state));
    }

    @Override
    public Step<ConsoleState> resized(ConsoleState state, TerminalSize size) {
        return refreshed(state.with(size));
    }

    /** Nobody sees the run any more: it ends after its batch, and its checkpoint is kept. */
    @Override
    public Step<ConsoleState> hungUp(ConsoleState state) {
        state.forecast().stop();
        return state.running().isEmpty() ? Step.quit(state) : Step.of(state.leave());
    }

    @Override
    public Step<ConsoleState> failed(ConsoleState state, Throwable cause) {
        return Step.of(state.say(Inquiry.sentence(cause), Role.ERROR));
    }

    @Override
    public void view(ConsoleState state, TextGraphics graphics) {
        Canvas canvas = Canvas.on(graphics, world.theme(), world.glyphs());
        Chrome chrome = new Chrome(world, state);
        chrome.header(canvas.top(2));
        Canvas body = canvas.region(0, 2, canvas.columns(), state.bodyRows());
        state.screen().view(body, state, world);
        chrome.log(canvas.region(0, 2 + state.bodyRows(), canvas.columns(), state.logRows()));
        state.overlay().ifPresent(overlay -> overlay.view(body, state, world));
        chrome.footer(canvas.bottom(1 + state.notice().size()));
    }

    /** Draws a first frame into memory, so that all it needs is loaded. */
    public void rehearse() {
        TerminalSize size = new TerminalSize(80, 24);
        view(ConsoleState.start(size), new BasicTextImage(size).newTextGraphics());
    }
}
