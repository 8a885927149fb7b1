package io.emcee.tui.screen;

import com.googlecode.lanterna.input.KeyStroke;
import io.emcee.tui.loop.Keys;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.List;

/** Asked when the operator wants to quit while a run is going on. */
record LeaveQuestion() implements Overlay {
    @Override
    public Step<ConsoleState> key(KeyStroke key, ConsoleState state, World world) {
        if (!Keys.name(key).equals("y")) {
            return Step.of(state.closed());
        }
        return new Departure(world).leave(state.closed().silent());
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        boolean ends = new Departure(world).endsRun(state) || state.purging().isPresent();
        boolean commandRuns = state.command().filter(TypedCommand::runs).isPresent();
        boolean stops = commandRuns || ends;
        List<Span> text = List.of(
                Span.of(
                        stops
                                ? subject(state, ends)
                                        + " It is stopped first: a data migration or a purge after its batch, any"
                                        + " other statement at once; what is done is kept."
                                : goesOn(state)),
                Span.of((stops ? "Stop it and quit" : "Quit") + "? y, or any other key to stay", Role.WARNING));
        Panels.dialog(canvas, "Quit?", text, 0);
    }

    private static String subject(ConsoleState state, boolean ends) {
        return state.command()
                .filter(TypedCommand::runs)
                .map(command -> "The command :" + command.line() + " runs.")
                .orElse(
                        state.purging().isPresent()
                                ? "A purge is going on."
                                : ends ? "A run is going on that ends with the console." : "");
    }

    private static String goesOn(ConsoleState state) {
        String again = state.running()
                .flatMap(Running::row)
                .map(run -> ", or look at it with: emcee attach " + run.id())
                .orElse("");
        return "The run goes on without the console. Come back to it by opening the console again" + again + ".";
    }

    @Override
    public List<Span> footer(ConsoleState state) {
        return Panels.keys("y", "quit", "esc", "stay");
    }
}
