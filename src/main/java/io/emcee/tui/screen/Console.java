package io.emcee.tui.screen;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Program;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The full-screen console: what is the same on every screen, and the way from one to the other. It may open before the
 * revision set is read; nothing that needs the set can be done before the first facts, which need it too.
 */
public final class Console implements Program<ConsoleState> {
    /** How often the database is asked where it is. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    /** The actions of every screen. */
    static final List<Action> COMMON = List.of(
            Action.OVERVIEW,
            Action.GRAPH,
            Action.UPGRADE,
            Action.TABLES,
            Action.SESSIONS,
            Action.JOURNAL,
            Action.PURGES,
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
        return Step.of(ConsoleState.start(size), inquiry.set())
                .with(inquiry.rows())
                .with(inquiry.watch(REFRESH));
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
            if (action == Action.STOP && reason.isPresent() && state.running().isEmpty()) {
                return everywhere(action, state);
            }
            return reason.map(why -> Step.of(state.say(why, Role.WARNING)))
                    .orElseGet(() -> state.screen().perform(action, state, world));
        }
        return everywhere(action, state);
    }

    private Step<ConsoleState> everywhere(Action action, ConsoleState state) {
        return switch (action) {
            case OVERVIEW -> go(state, Tab.OVERVIEW);
            case GRAPH -> go(state, Tab.GRAPH);
            case UPGRADE -> go(state, Tab.UPGRADE).with(ready());
            case TABLES -> go(state, Tab.TABLES);
            case SESSIONS -> go(state, Tab.SESSIONS);
            case JOURNAL -> go(state, Tab.JOURNAL);
            case PURGES -> go(state, Tab.PURGE);
            case NEXT_SCREEN -> go(state, state.tab().plus(1));
            case PREVIOUS_SCREEN -> go(state, state.tab().plus(-1));
            case LOG -> refreshed(state.showLog(!state.logShown()));
            case REFRESH -> Step.of(state.say(Inquiry.ASKING, Role.DIM), inquiry.rows());
            case COMMAND -> command(state);
            case HELP -> Step.of(state.open(new Help(0)));
            case BACK -> back(state);
            case QUIT -> quit(state);
            case REPAINT -> Step.of(state);
            case STOP -> stopCommand(state);
            case GO,
                    PAUSE,
                    REHEARSE,
                    OVERRULE,
                    LONGER,
                    SHORTER,
                    CANCEL_STATEMENT,
                    END_SESSION,
                    UP,
                    DOWN,
                    PAGE_UP,
                    PAGE_DOWN,
                    TOP,
                    BOTTOM,
                    FILTER,
                    SORT,
                    REVERSE,
                    COUNT,
                    RUN,
                    AGE,
                    PURGE,
                    SQL,
                    HOLD,
                    HOLDS,
                    LIFT,
                    ANOMALIES,
                    EXPORT,
                    VERIFY -> nothing(action.keys().get(0), state);
        };
    }

    /** One at a time: while a command runs, its output instead of the line for another. */
    private static Step<ConsoleState> command(ConsoleState state) {
        boolean runs = state.command().filter(TypedCommand::runs).isPresent();
        return runs ? Step.of(state.open(new Output(Integer.MAX_VALUE))) : CommandLine.open(state);
    }

    static Step<ConsoleState> stopCommand(ConsoleState state) {
        Optional<TypedCommand> runs = state.command().filter(TypedCommand::runs);
        boolean purges = state.purging().isPresent();
        state.purging().ifPresent(run -> run.stop().request());
        boolean stops = purges || runs.filter(typed -> typed.command().stop()).isPresent();
        String sentence = stops
                ? UpgradeScreen.STOPPING
                : runs.map(typed ->
                                "The command :" + typed.line() + " changes nothing at this moment; it ends by itself.")
                        .orElse("Nothing is running.");
        return Step.of(state.say(sentence, Role.WARNING));
    }

    /** Whoever comes to the walk is likely to run something. */
    private Effect<ConsoleState> ready() {
        return send -> {
            if (world.plansOnly().isEmpty()) {
                world.runner().prepare();
            }
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
            ConsoleState all = state.with(state.tab(), state.screen().filtered("", state));
            return all.screen().moved(all);
        }
        return state.tab() == Tab.OVERVIEW ? quit(state) : go(state, Tab.OVERVIEW);
    }

    private Step<ConsoleState> quit(ConsoleState state) {
        return new Departure(world).quit(state);
    }

    @Override
    public Step<ConsoleState> paste(ConsoleState state, String text) {
        return state.overlay().map(overlay -> overlay.paste(text, state, world)).orElseGet(() -> Step.of(state));
    }

    @Override
    public Step<ConsoleState> resized(ConsoleState state, TerminalSize size) {
        return refreshed(state.with(size));
    }

    /** Nobody sees the run any more, and it goes on; one that ends with the console stops after its batch first. */
    @Override
    public Step<ConsoleState> hungUp(ConsoleState state) {
        return new Departure(world).leave(state);
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
}
