package io.emcee;

import io.emcee.cli.Commands;
import io.emcee.cli.Interrupts;
import io.emcee.cli.Session;
import io.emcee.cli.Surroundings;
import io.emcee.cli.Terminal;
import io.emcee.tui.screen.Palette;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The command line's commands on the console's database. Nobody is asked: what needs an answer needs {@code --yes}. */
record CommandPalette(Session session, Map<String, String> environment) implements Palette {
    @Override
    public List<String> complete(String line) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return commands(nowhere, (work, stop) -> work.run()).complete(line);
    }

    @Override
    public Command command(String line) {
        return new Line(line);
    }

    private Commands commands(PrintStream both, Interrupts interrupts) {
        return Commands.on(session, new Surroundings(both, both, environment, Terminal.WATCHED, interrupts));
    }

    /** A line as it was typed. Thread-safe. */
    private final class Line implements Command, Interrupts {
        private final String text;
        private Optional<Runnable> running = Optional.empty();
        private Optional<Runnable> leaving = Optional.empty();
        private boolean stopWanted;

        Line(String text) {
            this.text = text;
        }

        @Override
        public int run(Consumer<String> printed) {
            try (PrintStream both = new PrintStream(new LineStream(printed), true, StandardCharsets.UTF_8)) {
                return commands(both, this).run(text.strip().split("\\s+", -1));
            }
        }

        @Override
        public void during(Runnable work, Runnable stop) {
            begin(stop);
            try {
                work.run();
            } finally {
                end();
            }
        }

        @Override
        public void during(Runnable work, Runnable stop, Runnable leave) {
            leavesBy(Optional.of(leave));
            try {
                during(work, stop);
            } finally {
                leavesBy(Optional.empty());
            }
        }

        private synchronized void leavesBy(Optional<Runnable> leave) {
            leaving = leave;
        }

        private synchronized void begin(Runnable stop) {
            running = Optional.of(stop);
            if (stopWanted) {
                stop.run();
            }
        }

        private synchronized void end() {
            running = Optional.empty();
        }

        @Override
        public synchronized boolean stop() {
            stopWanted = true;
            running.ifPresent(Runnable::run);
            return running.isPresent();
        }

        @Override
        public synchronized boolean leave() {
            leaving.ifPresent(Runnable::run);
            return leaving.isEmpty() && stop();
        }
    }
}
