package io.emcee.lab;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a lab is kept. A file marks the folder as ours, because {@code --fresh} deletes what is in it. */
public final class LabFolder {
    private static final String MARK = "emcee-lab.txt";
    private static final String MARK_TEXT = """
            The database of "emcee lab". Everything in it is made up; the folder may be deleted
            while no lab is open.
            """;

    private LabFolder() {}

    /**
     * The folder of who does not name one: {@code emcee/lab} in {@code $XDG_DATA_HOME}, else where the system keeps
     * programs' data, on Linux {@code ~/.local/share}.
     */
    public static Path standard(Map<String, String> environment) {
        return standard(environment, System.getProperty("os.name"));
    }

    static Path standard(Map<String, String> environment, String system) {
        return absolute(environment, "XDG_DATA_HOME")
                .orElseGet(() -> programData(environment, system))
                .resolve("emcee")
                .resolve("lab");
    }

    private static Path programData(Map<String, String> environment, String system) {
        Path home = absolute(environment, "HOME").orElseGet(() -> Path.of(System.getProperty("user.home")));
        if (system.startsWith("Mac")) {
            return home.resolve("Library").resolve("Application Support");
        }
        if (system.startsWith("Windows")) {
            return absolute(environment, "LOCALAPPDATA")
                    .orElse(home.resolve("AppData").resolve("Local"));
        }
        return home.resolve(".local").resolve("share");
    }

    /** A relative one is invalid, says the XDG base directory specification, and is to be ignored. */
    private static Optional<Path> absolute(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(Path::of).filter(Path::isAbsolute);
    }

    /**
     * Makes the folder if it is not there, and marks it.
     *
     * @throws LabUnusable when it holds anything that is not a lab's, or cannot be written to
     */
    static void prepare(Path folder) {
        try {
            // A link to a folder is one, but createDirectories of Java 17 refuses it.
            mark(Files.isDirectory(folder) ? folder : Files.createDirectories(folder));
        } catch (IOException e) {
            throw new LabUnusable(
                    "The lab cannot be kept in \"%s\" (%s): mend that, or set XDG_DATA_HOME to another folder."
                            .formatted(folder, words(e)),
                    e);
        }
    }

    private static void mark(Path folder) throws IOException {
        Path mark = folder.resolve(MARK);
        if (!Files.exists(mark)) {
            refuseUnlessEmpty(folder);
            Files.writeString(mark, MARK_TEXT);
        } else if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
    }

    private static void refuseUnlessEmpty(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new LabUnusable(
                        "The folder \"" + folder
                                + "\" is not empty and no lab of emcee's: move it away, or set XDG_DATA_HOME to another folder.");
            }
        }
    }

    /** The message of such a failure is only the path. */
    private static String words(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "no right to write there";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file is in the way";
        }
        return failure instanceof FileSystemException refusal && refusal.getReason() != null
                ? refusal.getReason()
                : "it cannot be made";
    }

    /** {@code ~/.local/share/emcee/lab}: as an operator writes it. */
    static String shown(Path folder) {
        Path home = Path.of(System.getProperty("user.home"));
        return folder.startsWith(home) && !folder.equals(home)
                ? Path.of("~").resolve(home.relativize(folder)).toString()
                : folder.toString();
    }
}
