package io.emcee.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets from where they lie: the packaged program, and folders. */
class RevisionSetsIT {
    @Test
    void thePackagedProgramHasTheSetsThatItWasBuiltWith() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(packaged(), ClassLoader.getPlatformClassLoader())) {
            Class<?> sets = loader.loadClass(RevisionSets.class.getName());
            assertTrue(sets.getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath()
                    .endsWith("emcee.jar"));
            for (String name : RevisionSets.bundled()) {
                Object set = sets.getMethod("load", String.class).invoke(null, name);
                Map<?, ?> scripts =
                        (Map<?, ?>) set.getClass().getMethod("scripts").invoke(set);
                assertEquals(lines(RevisionSets.load(name).scripts()), lines(scripts));
            }
        }
    }

    @Test
    void aFolderIsNamedAfterItself(@TempDir Path parent) throws Exception {
        Path folder = Files.createDirectory(parent.resolve("shop"));
        Files.writeString(folder.resolve("t1.sql"), """
                -- revision: t1
                -- phase: base
                -- release: a
                -- summary: x
                CREATE TABLE a (b int);
                """);
        Files.writeString(folder.resolve("README.md"), "no revision");
        Files.createDirectory(folder.resolve("folder.sql"));
        RevisionSet set = RevisionSets.load(folder.toString());
        assertEquals("shop", set.name());
        assertEquals(
                folder + "/t1.sql", set.scripts().values().iterator().next().file());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-folder", "pom.xml", "", "a\0b"})
    void whatIsNeitherBundledNorAFolderIsNamed(String name) {
        UnknownRevisionSet unknown = assertThrows(UnknownRevisionSet.class, () -> RevisionSets.load(name));
        assertEquals(
                "There is no revision set \"" + name
                        + "\"; name a folder of revision files, or one of those that come with emcee: bexar, glance.",
                unknown.getMessage());
    }

    /** Records say all that is in them, whoever loaded their classes. */
    private static List<String> lines(Map<?, ?> scripts) {
        return scripts.values().stream().map(String::valueOf).sorted().toList();
    }

    private static URL[] packaged() throws IOException {
        try (Stream<Path> libraries = Files.list(Path.of("target", "lib"))) {
            return Stream.concat(Stream.of(Path.of("target", "emcee.jar")), libraries)
                    .map(RevisionSetsIT::url)
                    .toArray(URL[]::new);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
