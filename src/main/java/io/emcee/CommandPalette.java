package io.emcee;

import io.emcee.cli.Commands;
import io.emcee.cli.Session;
import io.emcee.cli.Surroundings;
import io.emcee.cli.Terminal;
import io.emcee.tui.screen.Palette;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The command line's commands on the console's database. Nobody is asked: what needs an answer needs {@code --yes}. */
record CommandPalette(Session session, Map<String, String> environment) implements Palette {
    @Override
    public List<String> complete(String line) {
        return commands(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                .complete(line);
    }

    @Override
    public Result run(String line) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int exitCode = commands(both).run(line.strip().split("\\s+", -1));
        both.flush();
        return new Result(
                exitCode, printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private Commands commands(PrintStream both) {
        return Commands.on(
                session, new Surroundings(both, both, environment, Terminal.WATCHED, (work, stop) -> work.run()));
    }
}
