package io.emcee.script;

import io.emcee.script.PythonModule.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The Python files of an Alembic folder, and what they take from one another. A module is looked for below the folder's
 * root only, so that nothing else of the machine is read.
 */
final class PythonModules {
    /** A revision has a few pages; whatever is longer is something else. */
    static final int LONGEST = 1 << 20;

    /** Modules that take a name from modules that take it from modules. */
    private static final int DEEP = 10;

    private final Path folder;
    private final Path root;
    private final Map<Path, Optional<PythonModule>> read = new HashMap<>();
    private int depth;

    /**
     * Nothing is read yet.
     *
     * @param folder a real path
     */
    PythonModules(Path folder) {
        this.folder = folder;
        this.root = root(folder);
    }

    /** Where {@code env.py} is: the folder or one of the two above it, else the folder. */
    private static Path root(Path folder) {
        Path at = folder;
        for (int i = 0; i < 3 && at != null; i++) {
            if (Files.isRegularFile(at.resolve("env.py")) || Files.isRegularFile(at.resolve("script.py.mako"))) {
                return at;
            }
            at = at.getParent();
        }
        return folder;
    }

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read, or is longer than {@link #LONGEST}
     */
    PythonModule module(Path file) throws IOException {
        return PythonModule.read(source(file), name -> value(file, name));
    }

    /** Python takes UTF-8, else what the file names; in what a name may hold they are all the same. */
    private static String source(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw new IOException("it is longer than 1 MiB");
        }
        return decoded(bytes).replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private Optional<PythonValue> value(Path file, Reference name) {
        if (name.parts().isEmpty() || depth == DEEP) {
            return Optional.empty();
        }
        int last = name.parts().size() - 1;
        depth++;
        try {
            return found(file, name.level(), name.parts().subList(0, last))
                    .flatMap(this::once)
                    .flatMap(module -> module.value(name.parts().get(last)));
        } finally {
            depth--;
        }
    }

    private Optional<PythonModule> once(Path file) {
        if (!read.containsKey(file)) {
            // While it is read it has no names: modules may import one another.
            read.put(file, Optional.empty());
            try {
                read.put(file, Optional.of(module(file)));
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }
        return Objects.requireNonNull(read.get(file));
    }

    private Optional<Path> found(Path file, int level, List<String> module) {
        return places(file, level, module).stream()
                .map(Path::normalize)
                .flatMap(place ->
                        List.of(place.resolveSibling(place.getFileName() + ".py"), place.resolve("__init__.py"))
                                .stream())
                .filter(this::inside)
                .findFirst();
    }

    /** Where a module may be, without the ending of its file. */
    private List<Path> places(Path file, int level, List<String> module) {
        if (level > 0) {
            return List.of(below(file.resolve("../".repeat(level)), module));
        }
        List<Path> places = new ArrayList<>();
        for (int known = module.size(); known > 0; known--) {
            if (root.endsWith(String.join("/", module.subList(0, known)))) {
                places.add(below(root, module.subList(known, module.size())));
            }
        }
        if (!module.isEmpty()) {
            places.add(below(root, module));
            places.add(below(folder, module));
        }
        return places;
    }

    private static Path below(Path place, List<String> names) {
        Path at = place;
        for (String name : names) {
            at = at.resolve(name);
        }
        return at;
    }

    private boolean inside(Path file) {
        try {
            return Files.isRegularFile(file) && file.toRealPath().startsWith(root);
        } catch (IOException gone) {
            return false;
        }
    }
}
