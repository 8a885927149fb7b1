package io.emcee.script;

import io.emcee.json.InvalidFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds revision sets: those that come with emcee, by name, and any folder. */
public final class RevisionSets {
    private static final String BUNDLED = "/io/emcee/sets/";

    private RevisionSets() {}

    /** The names of the sets that come with emcee. */
    public static List<String> bundled() {
        return List.of("bexar", "glance");
    }

    /**
     * Loads a set.
     *
     * @param nameOrFolder the name of a bundled set, or the path of a folder of revision files or of an Alembic folder,
     *     which can only be shown
     * @throws UnknownRevisionSet when it is neither
     * @throws UncheckedIOException when a file of it cannot be read
     * @throws InvalidFile with every problem of every file; nothing is run
     */
    public static RevisionSet load(String nameOrFolder) {
        try {
            if (bundled().contains(nameOrFolder)) {
                return SetReader.read(nameOrFolder, nameOrFolder + "/", resources(nameOrFolder));
            }
            return folder(nameOrFolder);
        } catch (InvalidPathException badPath) {
            throw unknown(nameOrFolder);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "Cannot read the revision set \"" + nameOrFolder + "\": make \"" + unreadable.getMessage()
                            + "\" readable.",
                    unreadable);
        }
    }

    private static RevisionSet folder(String given) throws IOException {
        Path folder = Path.of(given);
        if (given.isBlank() || !Files.isDirectory(folder)) {
            throw unknown(given);
        }
        Map<String, byte[]> files = files(folder);
        Optional<RevisionSet> alembic = ours(files) ? Optional.empty() : AlembicReader.read(name(folder), folder);
        return alembic.orElseGet(() -> SetReader.read(lastName(folder).toString(), folder + "/", files));
    }

    /** Beside the Python files of Alembic there may be SQL that they run. */
    private static boolean ours(Map<String, byte[]> files) {
        return files.containsKey(SetReader.SET)
                || files.values().stream()
                        .anyMatch(content -> new String(content, StandardCharsets.ISO_8859_1).contains("-- revision:"));
    }

    /** Every Alembic project has a folder {@code versions}: of that the last two names. */
    private static String name(Path folder) {
        Path last = lastName(folder);
        Path parent = folder.toAbsolutePath().normalize().getParent();
        return last.endsWith("versions") && parent != null && parent.getFileName() != null
                ? parent.getFileName() + "/" + last
                : last.toString();
    }

    private static Path lastName(Path folder) {
        return Objects.requireNonNullElse(folder.toAbsolutePath().normalize().getFileName(), folder);
    }

    private static UnknownRevisionSet unknown(String nameOrFolder) {
        return new UnknownRevisionSet("There is no revision set \"" + nameOrFolder
                + "\"; name a folder of revision files, or one of those that come with emcee: "
                + String.join(", ", bundled()) + ".");
    }

    private static Map<String, byte[]> resources(String name) throws IOException {
        URL set = Objects.requireNonNull(
                RevisionSets.class.getResource(BUNDLED + name + "/" + SetReader.SET), "bundled set " + name);
        URLConnection connection = set.openConnection();
        return connection instanceof JarURLConnection jar ? fromJar(jar, name) : fromFolder(set);
    }

    private static Map<String, byte[]> fromJar(JarURLConnection connection, String name) throws IOException {
        String folder = BUNDLED.substring(1) + name + "/";
        Map<String, byte[]> files = new TreeMap<>();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : jar.stream()
                    .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
                    .toList()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    files.put(entry.getName().substring(folder.length()), in.readAllBytes());
                }
            }
        }
        return files;
    }

    private static Map<String, byte[]> fromFolder(URL set) throws IOException {
        try {
            return files(Objects.requireNonNull(Path.of(set.toURI()).getParent()));
        } catch (URISyntaxException impossible) {
            throw new IOException(impossible);
        }
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> listing = Files.list(folder)) {
            for (Path file : listing.filter(Files::isRegularFile).toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(SetReader.REVISION) || name.equals(SetReader.SET)) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }
}
