package io.emcee.tui.screen;

import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A command that was typed in the console, and what it has printed so far.
 *
 * @param line as it was typed
 * @param exitCode as of the command line; empty while it runs
 */
record TypedCommand(String line, Palette.Command command, List<String> printed, OptionalInt exitCode) {
    TypedCommand {
        printed = List.copyOf(printed);
    }

    static TypedCommand of(String line, Palette commands) {
        return new TypedCommand(line, commands.command(line), List.of(), OptionalInt.empty());
    }

    boolean runs() {
        return exitCode.isEmpty();
    }

    /** {@code :db check, running} and later {@code :db check (exit code 3)}. */
    String title() {
        return ":" + line + (runs() ? ", running" : failed() ? " (exit code " + exitCode.getAsInt() + ")" : "");
    }

    private boolean failed() {
        return exitCode.orElse(0) != 0;
    }

    /** Runs it. What it prints is taken over as often as the model can, not line by line. */
    Effect<ConsoleState> effect(World world) {
        return send -> {
            Queue<String> lines = new ConcurrentLinkedQueue<>();
            int code = command.run(text -> {
                lines.add(text);
                send.accept(state -> Step.of(printed(state, lines)));
            });
            send.accept(state -> ended(state, code).with(new Inquiry(world).rows()));
        };
    }

    private static ConsoleState printed(ConsoleState state, Queue<String> lines) {
        return lines.isEmpty()
                ? state
                : state.command().map(typed -> state.with(typed.longer(lines))).orElse(state);
    }

    private TypedCommand longer(Queue<String> lines) {
        List<String> all = new ArrayList<>(printed);
        while (!lines.isEmpty()) {
            all.add(lines.remove());
        }
        return new TypedCommand(line, command, all, exitCode);
    }

    private static Step<ConsoleState> ended(ConsoleState state, int code) {
        TypedCommand typed = state.command().orElseThrow();
        TypedCommand ended = new TypedCommand(typed.line, typed.command, typed.printed, OptionalInt.of(code));
        ConsoleState next = state.silentAtEnd().with(ended);
        if (state.leaving() && state.running().isEmpty() && state.purging().isEmpty()) {
            return Step.quit(next);
        }
        boolean seen = state.overlay().filter(Output.class::isInstance).isPresent();
        String sentence = ended.title() + " has ended; : and Enter show what it printed.";
        return Step.of(seen ? next : next.say(sentence, ended.failed() ? Role.WARNING : Role.DONE));
    }
}
