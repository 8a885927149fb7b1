package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;

/**
 * The line in which a command is typed, with what it may become.
 *
 * @param choices what the line may become, as Tab found it
 */
record CommandLine(Typing typing, List<String> choices) implements Overlay {
    CommandLine {
        choices = List.copyOf(choices);
    }

    private static CommandLine empty() {
        return new CommandLine(Typing.NOTHING, List.of());
    }

    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        return switch (Keys.name(key)) {
            case "esc" -> Step.of(state.closed());
            case "enter" -> typing.text().isBlank() ? last(state) : run(state, world);
            case "tab" -> Step.of(state.open(completed(world)));
            case "backspace" -> Step.of(typing.text().isEmpty() ? state.closed() : state.open(typed(typing.key(key))));
            default -> Step.of(state.open(typed(typing.key(key))));
        };
    }

    @Override
    public Step<ConsoleState> paste(String text, ConsoleState state, World world) {
        return Step.of(state.open(typed(typing.paste(text))));
    }

    private static CommandLine typed(Typing now) {
        return new CommandLine(now, List.of());
    }

    /** As far as all choices agree; they are listed while there are several. */
    private CommandLine completed(World world) {
        List<String> found = world.commands().complete(typing.text());
        String shared = found.stream().reduce(CommandLine::common).orElse(typing.text());
        return new CommandLine(
                new Typing(found.size() == 1 ? shared + " " : shared), found.size() > 1 ? found : List.of());
    }

    private static String common(String a, String b) {
        int length = 0;
        while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return a.substring(0, length);
    }

    /** The line, unless something is at work: then why not. */
    static Step<ConsoleState> open(ConsoleState state) {
        return state.atWork()
                .map(why -> Step.of(state.say(why, Role.WARNING)))
                .orElseGet(() -> Step.of(state.open(empty())));
    }

    private Step<ConsoleState> run(ConsoleState state, World world) {
        if (state.atWork().isPresent()) {
            return open(state.closed());
        }
        TypedCommand command = TypedCommand.of(typing.text().strip(), world.commands());
        return Step.of(state.with(command).open(new Output(0)), command.effect(world));
    }

    /** An empty line shows once more what the last command printed. */
    private static Step<ConsoleState> last(ConsoleState state) {
        return Step.of(state.command().isPresent() ? state.open(new Output(0)) : state.closed());
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        int rows = Math.min(choices.size(), canvas.rows() - 1);
        Canvas list = canvas.region(0, canvas.rows() - 1 - rows, canvas.columns(), rows)
                .fill(Role.INPUT);
        for (int i = 0; i < rows; i++) {
            list.putClipped(2, i, list.columns() - 3, Span.of(choices.get(i), Role.INPUT));
        }
        Canvas line = canvas.bottom(1).fill(Role.INPUT);
        Panels.input(line, ":", typing);
    }

    @Override
    public List<Span> footer(ConsoleState state) {
        boolean shows = typing.text().isBlank() && state.command().isPresent();
        return Panels.keys("enter", shows ? "show the last output" : "run", "tab", "complete", "esc", "close");
    }
}
