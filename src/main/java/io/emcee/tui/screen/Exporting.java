package io.emcee.tui.screen;

import io.emcee.purge.Patience;
import io.emcee.purge.Review;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** Writes all candidates of a table to a file that is asked for; one that exists is left as it is. */
record Exporting(CandidateQuery query) {
    Step<ConsoleState> ask(ConsoleState state) {
        return Step.of(state.open(AskedLine.of(
                        "Export",
                        "All candidates of " + query.table().name()
                                + " go to this file: one JSON object on each line if it ends in .json, else CSV:",
                        query.table().name() + "-candidates.csv")
                .then((file, closed, world) ->
                        Step.of(closed.say("Writing " + file + "…", Role.DIM), write(file, world)))));
    }

    private Effect<ConsoleState> write(String file, World world) {
        return send -> {
            try {
                long rows = write(Path.of(file), world.review().with(new Patience()));
                String done = "Wrote " + Figures.rows(rows) + " to " + file + ".";
                send.accept(state -> Step.of(state.say(done, Role.DONE)));
            } catch (FileAlreadyExistsException exists) {
                send.accept(state -> Step.of(state.say(
                        "The file \"" + file + "\" exists already and is left as it is; give another one.",
                        Role.ERROR)));
            } catch (IOException | InvalidPathException failure) {
                send.accept(state -> Step.of(state.say(
                        "The file \"" + file + "\" cannot be written (" + failure.getMessage() + "); give another one.",
                        Role.ERROR)));
            } catch (RuntimeException failure) {
                send.accept(state -> Step.of(state.say(Inquiry.sentence(failure), Role.ERROR)));
            }
        };
    }

    private long write(Path file, Review review) throws IOException {
        Review.Format format =
                file.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? Review.Format.JSON : Review.Format.CSV;
        try (BufferedWriter out =
                Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
            return review.export(query.table(), query.cutoff(), format, out);
        }
    }
}
