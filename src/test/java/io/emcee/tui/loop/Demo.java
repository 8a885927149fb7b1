package io.emcee.tui.loop;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.ColourDepth;
import io.emcee.tui.paint.Column;
import io.emcee.tui.paint.Glyphs;
import io.emcee.tui.paint.ListState;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Table;
import io.emcee.tui.paint.Theme;
import io.emcee.tui.paint.Themes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A small program for the tests of the loop: a long table and the last thing that happened. */
final class Demo implements Program<Demo.State> {
    private static final int ROWS = 1000;

    private final Theme theme;
    private final Glyphs glyphs;

    record State(ListState list, int height, String last) {
        State says(String text) {
            return new State(list, height, text);
        }

        State at(ListState moved) {
            return new State(moved, height, last);
        }
    }

    Demo(Theme theme, Glyphs glyphs) {
        this.theme = theme;
        this.glyphs = glyphs;
    }

    /** Arguments: a file that says how it ended; {@code stop} to be stopped from outside after a moment. */
    public static void main(String[] arguments) throws Exception {
        String end;
        try (Tty tty = Tty.open(Settings.standard())) {
            ColourDepth depth = ColourDepth.detect(Optional.empty(), Map.of(), tty.colours());
            Demo demo = new Demo(Themes.bundled().load("dark", depth), Glyphs.of(tty.charset()));
            Loop<State> loop = Loop.of(demo, tty);
            if (arguments.length > 1) {
                CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(loop::stop);
            }
            end = loop.run().last();
        } catch (NoTerminalException e) {
            end = e.getMessage();
        }
        System.out.println("ended: " + end);
        if (arguments.length > 0) {
            Files.writeString(Path.of(arguments[0]), end);
        }
    }

    @Override
    public Step<State> start(TerminalSize size) {
        return Step.of(new State(ListState.of(ROWS), size.getRows() - 4, "started"));
    }

    @Override
    public Step<State> key(State state, KeyStroke key) {
        int height = state.height();
        return switch (Keys.name(key)) {
            case "j", "down" -> Step.of(state.at(state.list().down(height)));
            case "k", "up" -> Step.of(state.at(state.list().up(height)));
            case "G" -> Step.of(state.at(state.list().end(height)));
            case "q", "ctrl-c" -> Step.quit(state.says("quit"));
            case "e" ->
                Step.of(state.says("working"), send -> {
                    throw new IllegalStateException("the effect failed");
                });
            case "t" ->
                Step.of(state.says("waiting"), Effect.after(Duration.ofMillis(50), s -> Step.of(s.says("tick"))));
            case "X" -> throw new IllegalStateException("the program failed");
            default -> Step.of(state.says("key " + Keys.name(key)));
        };
    }

    @Override
    public Step<State> paste(State state, String text) {
        return Step.of(state.says("pasted " + text));
    }

    @Override
    public Step<State> resized(State state, TerminalSize size) {
        int height = size.getRows() - 4;
        return Step.of(new State(state.list().fit(height), height, "resized"));
    }

    /** The work goes on for a moment after the terminal is gone. */
    @Override
    public Step<State> hungUp(State state) {
        return Step.of(
                state.says("hung up"),
                Effect.after(Duration.ofMillis(100), s -> Step.quit(s.says("finished without a terminal"))));
    }

    @Override
    public Step<State> failed(State state, Throwable cause) {
        return Step.of(state.says("failed: " + cause.getMessage()));
    }

    @Override
    public void view(State state, TextGraphics graphics) {
        Canvas canvas = Canvas.on(graphics, theme, glyphs);
        canvas.put(1, 0, "demo", Role.TITLE);
        canvas.put(10, 0, state.last(), Role.TEXT);
        canvas.put(1, canvas.rows() - 1, "q quit", Role.FOOTER);
        Table.of(Column.growing("name", 10), Column.number("number", 8))
                .draw(
                        canvas.region(0, 2, canvas.columns(), canvas.rows() - 3),
                        state.list(),
                        row -> List.of(Span.of("row " + row), Span.of(String.valueOf(row * 7))));
    }
}
