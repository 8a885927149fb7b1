package io.emcee.backup;

import io.emcee.database.ProgramFolders;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program of PostgreSQL on this machine.
 *
 * @param major {@code 17} of 17.2
 */
record Program(Path path, int major) {
    private static final Pattern SAID = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final int PATIENCE = 10;

    /**
     * The one of a name that fits a server: not older, and as near as can be had.
     *
     * @param backup for which it is needed
     * @throws io.emcee.engine.GateRefused when there is none, with those that there are
     */
    static Program fit(String name, int major, Places places, String backup) {
        List<Program> found = ProgramFolders.of(places.programs(), places.environment(), places.installed()).stream()
                .flatMap(folder -> in(folder.resolve(name)).stream())
                .toList();
        return found.stream()
                .filter(program -> program.major() >= major)
                .min(Comparator.comparing(Program::major))
                .orElseThrow(() -> Refusals.of(backup, lack(name, major, found)));
    }

    private static String lack(String name, int major, List<Program> found) {
        String others = found.stream()
                .map(program -> program.path() + " of version " + program.major())
                .collect(Collectors.joining(", "));
        return "it takes a " + name + " of version " + major + " or later, and emcee found "
                + (others.isEmpty() ? "none" : others) + "; install one, or name its folder: postgres_programs";
    }

    private static Optional<Program> in(Path path) {
        if (!Files.isExecutable(path)) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(path.toString(), "--version")
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(Redirect.DISCARD)
                    .start();
            process.onExit().orTimeout(PATIENCE, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
            try (InputStream out = process.getInputStream()) {
                Matcher said = SAID.matcher(new String(out.readNBytes(1_000), StandardCharsets.UTF_8));
                return said.find() ? Optional.of(new Program(path, Integer.parseInt(said.group(1)))) : Optional.empty();
            }
        } catch (IOException notAProgram) {
            return Optional.empty();
        }
    }
}
