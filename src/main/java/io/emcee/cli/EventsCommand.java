package io.emcee.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code emcee events}: what the lines of {@code --json} mean while something is run, as a JSON Schema. */
@Command(
        name = "events",
        description =
                "Print the JSON Schema of what --json prints while something is run, and of what hooks are given.")
final class EventsCommand implements Callable<Integer> {
    private static final String SCHEMA = "events.schema.json";

    private final Context context;

    EventsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        schema().lines().forEach(context.output()::line);
        return ExitCode.DONE;
    }

    private static String schema() {
        try (InputStream file = Objects.requireNonNull(EventsCommand.class.getResourceAsStream(SCHEMA), SCHEMA)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
