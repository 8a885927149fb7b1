package io.emcee.tui.paint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where themes are found: an operator's own folder first, then the bundled ones. */
public final class Themes {
    /** The names of the bundled themes; the first is the default. */
    public static final List<String> BUNDLED = List.of("dark", "light", "high-contrast", "mono");

    private static final String ENDING = ".properties";

    private final Optional<Path> folder;

    private Themes(Optional<Path> folder) {
        this.folder = folder;
    }

    public static Themes bundled() {
        return new Themes(Optional.empty());
    }

    /** A folder of {@code name.properties} files over the bundled themes; it need not exist. */
    public static Themes over(Path folder) {
        return new Themes(Optional.of(folder));
    }

    /** The names there are, in order. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(BUNDLED);
        folder.filter(Files::isDirectory).ifPresent(own -> {
            try (Stream<Path> files = Files.list(own)) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(file -> file.endsWith(ENDING))
                        .forEach(file -> names.add(file.substring(0, file.length() - ENDING.length())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return List.copyOf(names);
    }

    /**
     * A theme in one colour depth. Without colours every theme is {@code mono}, the only one made for it.
     *
     * @throws ThemeException if there is none of that name, or its file has problems (all are listed)
     */
    public Theme load(String name, ColourDepth depth) {
        String wanted = depth == ColourDepth.NONE && BUNDLED.contains(name) ? "mono" : name;
        String text = own(wanted)
                .or(() -> resource(wanted))
                .orElseThrow(() -> new ThemeException("There is no theme \"" + Text.visible(name) + "\": choose one of "
                        + String.join(", ", names()) + "."));
        return ThemeFile.read(wanted, text, depth);
    }

    private Optional<String> own(String name) {
        return folder.filter(own -> names().contains(name))
                .map(own -> own.resolve(name + ENDING))
                .filter(Files::isRegularFile)
                .map(Themes::read);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ThemeException(
                    "The theme file \"" + file + "\" cannot be read as UTF-8: check its rights and content.");
        }
    }

    private static Optional<String> resource(String name) {
        if (!BUNDLED.contains(name)) {
            return Optional.empty();
        }
        try (InputStream stream = Themes.class.getResourceAsStream("/io/emcee/themes/" + name + ENDING)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
