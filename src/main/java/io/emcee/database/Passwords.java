package io.emcee.database;

import io.emcee.database.DatabaseUnavailable.Reason;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where a password may come from, in this order: the file named for it, {@code PGPASSWORD}, libpq's {@code .pgpass},
 * and a question to the operator, which is asked only after the server has asked for a password.
 */
public final class Passwords {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Optional<Path> file;
    private final Map<String, String> environment;
    private final Supplier<Optional<Password>> prompt;

    /**
     * @param file whose first line is the password
     * @param environment {@code PGPASSWORD}, {@code PGPASSFILE} and {@code HOME} are read from it
     * @param prompt asks the operator without echo; empty when nobody can be asked
     */
    public Passwords(Optional<Path> file, Map<String, String> environment, Supplier<Optional<Password>> prompt) {
        this.file = file;
        this.environment = environment;
        this.prompt = prompt;
    }

    /** Always the same password. */
    public static Passwords of(Password password) {
        return new Passwords(Optional.empty(), Map.of("PGPASSWORD", password.reveal()), Optional::empty);
    }

    /** What is known without asking anybody, and a sentence for the operator if a source had to be passed over. */
    public record Found(Optional<Password> password, Optional<String> warning) {}

    /**
     * Looks in the file, the environment and {@code .pgpass}.
     *
     * @throws DatabaseUnavailable when the file named for the password cannot be read or is empty
     */
    public Found find(Address address) {
        if (file.isPresent()) {
            return fromFile(file.get());
        }
        String said = environment.getOrDefault("PGPASSWORD", "");
        return said.isEmpty() ? fromPgpass(address) : new Found(Optional.of(new Password(said)), Optional.empty());
    }

    /** Asks the operator. */
    Optional<Password> ask() {
        return prompt.get();
    }

    private static Found fromFile(Path file) {
        List<String> lines = lines(file, "password file");
        if (lines.isEmpty() || lines.get(0).isEmpty()) {
            throw unusable("password file", file, "its first line is empty");
        }
        Optional<String> warning = open(file)
                ? Optional.of("Others can read password file \"%s\". Run: chmod 600 on it.".formatted(file))
                : Optional.empty();
        return new Found(Optional.of(new Password(lines.get(0))), warning);
    }

    private Found fromPgpass(Address address) {
        Path pgpass = pgpass();
        if (!Files.isRegularFile(pgpass)) {
            return new Found(Optional.empty(), Optional.empty());
        }
        if (open(pgpass)) {
            return new Found(
                    Optional.empty(),
                    Optional.of("\"%s\" is passed over because others can read it. Run: chmod 600 on it."
                            .formatted(pgpass)));
        }
        return new Found(new Pgpass(lines(pgpass, ".pgpass")).find(address), Optional.empty());
    }

    private Path pgpass() {
        String said = environment.getOrDefault("PGPASSFILE", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return said.isEmpty() ? Path.of(home, ".pgpass") : Path.of(said);
    }

    private static List<String> lines(Path file, String what) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw unusable(what, file, "there is no such file");
        } catch (MalformedInputException e) {
            throw unusable(what, file, "it is not text in UTF-8");
        } catch (IOException e) {
            throw unusable(what, file, Files.isDirectory(file) ? "it is a folder" : "no right to read it");
        }
    }

    private static DatabaseUnavailable unusable(String what, Path file, String why) {
        return new DatabaseUnavailable(
                Reason.PASSWORD_FILE,
                "Cannot use the %s \"%s\": %s. Name a file whose first line is the password."
                        .formatted(what, file, why));
    }

    /** Whether the group or others have any right on the file; never so where files have no such rights. */
    private static boolean open(Path file) {
        PosixFileAttributeView rights = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            return rights != null
                    && rights.readAttributes().permissions().stream().anyMatch(OTHERS::contains);
        } catch (IOException e) {
            return true;
        }
    }
}
