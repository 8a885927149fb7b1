package io.emcee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code emcee} as a process: with the packaged program once, else with one that tells how it was called. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX script")
class LauncherIT {
    private static final Path SCRIPT = Path.of("emcee").toAbsolutePath();
    private static final List<String> TOOLS =
            List.of("sh", "dirname", "readlink", "sed", "uname", "mkdir", "mv", "rm", "env", "cp");

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private Path home;
    private Path bin;

    /** A repository that is built and has been started once, as the launcher sees it. */
    @BeforeAll
    static void startOnce() throws IOException, InterruptedException {
        Path target = Files.createDirectories(shared.resolve("target"));
        Files.createDirectory(target.resolve("lib"));
        Files.copy(SCRIPT, shared.resolve("emcee"));
        jar(target.resolve("emcee.jar"));
        Process first = new ProcessBuilder(shared.resolve("emcee").toString())
                .inheritIO()
                .start();
        assertEquals(0, first.waitFor());
        archive(target, Instant.EPOCH);
    }

    /** A copy of it, which starts nothing in the background, and a PATH with no more than what the script needs. */
    @BeforeEach
    void prepare() throws IOException {
        home = temporary.resolve("a home");
        try (Stream<Path> all = Files.walk(shared)) {
            for (Path path : all.toList()) {
                Files.copy(path, home.resolve(shared.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        bin = temporary.resolve("bin");
        for (String tool : TOOLS) {
            program(bin.resolve(tool), "exec '%s' \"$@\"".formatted(found(tool)));
        }
    }

    @Tag("smoke")
    @Test
    void thePackagedProgramSaysItsVersion() throws IOException, InterruptedException {
        Result result = run(SCRIPT, "--version");
        assertEquals(0, result.status(), result.error());
        assertTrue(result.output().startsWith("emcee"), result.output());
        assertEquals("", result.error());
    }

    @Test
    void argumentsAndExitStatusArePassedOn() throws IOException, InterruptedException {
        assertEquals(
                new Result(7, "[7][db][a b][][*][--x=\"y\"]", ""),
                run(home.resolve("emcee"), "7", "db", "a b", "", "*", "--x=\"y\""));
    }

    @Test
    void itIsFoundThroughLinksFromAnotherFolder() throws IOException, InterruptedException {
        Path first = Files.createSymbolicLink(temporary.resolve("first"), Path.of("a home/emcee"));
        Path second = Files.createSymbolicLink(bin.resolve("emcee"), first);
        assertEquals("[0][x]", run(second, "0", "x").output());
        assertEquals("[0][x]", run(Path.of("../bin/emcee"), "0", "x").output());
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws IOException, InterruptedException {
        Result result = run(Map.of("JAVA_HOME", ""), home.resolve("emcee"));
        assertEquals(1, result.status());
        assertEquals("emcee: no java found: install a JDK 17 or later, or set JAVA_HOME.\n", result.error());
    }

    @Test
    void aWrongJavaHomeIsNamed() throws IOException, InterruptedException {
        Result result = run(Map.of("JAVA_HOME", "/nowhere"), home.resolve("emcee"));
        assertEquals(1, result.status());
        assertTrue(result.error().startsWith("emcee: JAVA_HOME is \"/nowhere\", but"), result.error());
    }

    @Test
    void anOldJavaIsRefusedWithItsVersion() throws IOException, InterruptedException {
        Path jdk = temporary.resolve("jdk");
        program(jdk.resolve("bin/java"), "exit 99");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Result result = run(Map.of("JAVA_HOME", jdk.toString()), home.resolve("emcee"));
        assertEquals(1, result.status());
        assertEquals(
                "emcee: java 17 or later is needed, \"" + jdk + "/bin/java\" is 11.0.2: set JAVA_HOME.\n",
                result.error());
    }

    @Test
    void nothingIsBuiltWhenTheJarIsThere() throws IOException, InterruptedException {
        maven("3.9.9");
        assertEquals("", run(home.resolve("emcee"), "0").error());
        assertFalse(Files.exists(home.resolve("built")));
    }

    @Test
    void itBuildsOnceWhenTheJarIsMissingAndRunsThen() throws IOException, InterruptedException {
        Files.move(home.resolve("target/emcee.jar"), home.resolve("made.jar"));
        maven("3.9.9");
        Result result = run(home.resolve("emcee"), "0", "x");
        assertEquals("[0][x]", result.output());
        assertTrue(result.error().startsWith("Building emcee once"), result.error());
        assertTrue(Files.readString(home.resolve("built")).contains("-Dchecks=off package"));
        assertEquals("", run(home.resolve("emcee"), "0").error());
    }

    @Test
    void aBuildThatFailsEndsInASentence() throws IOException, InterruptedException {
        Files.delete(home.resolve("target/emcee.jar"));
        maven("3.9.9");
        Result result = run(home.resolve("emcee"));
        assertEquals(1, result.status());
        assertTrue(result.error().contains("emcee: the build failed"), result.error());
    }

    @Test
    void anOldMavenAndNoneAreRefused() throws IOException, InterruptedException {
        Files.delete(home.resolve("target/emcee.jar"));
        assertTrue(run(home.resolve("emcee")).error().contains("no mvn was found"));
        maven("3.6.3");
        Result result = run(home.resolve("emcee"));
        assertEquals(1, result.status());
        assertEquals("emcee: Maven 3.8 or later is needed to build emcee, mvn is 3.6.\n", result.error());
    }

    @Test
    void theArchiveOfClassesIsMadeAtTheFirstStartAndAgainForANewJar() throws IOException, InterruptedException {
        Files.delete(archive(home.resolve("target"), Instant.EPOCH));
        assertEquals("", run(home.resolve("emcee"), "0").error());
        Path first = archive(home.resolve("target"), Instant.EPOCH);
        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
        Files.setLastModifiedTime(first, FileTime.from(hourAgo.minusSeconds(1)));
        Files.setLastModifiedTime(home.resolve("target/emcee.jar"), FileTime.from(hourAgo));
        assertEquals(new Result(0, "[0][x]", ""), run(home.resolve("emcee"), "0", "x"));
        assertTrue(Files.size(archive(home.resolve("target"), hourAgo)) > 0);
    }

    @Test
    void anArchiveThatIsNoneIsPassedOverInSilence() throws IOException, InterruptedException {
        Files.writeString(archive(home.resolve("target"), Instant.EPOCH), "no archive");
        assertEquals(new Result(0, "[0][x]", ""), run(home.resolve("emcee"), "0", "x"));
    }

    /** The archive that a background process makes, once it is newer than {@code time}. */
    private static Path archive(Path target, Instant time) throws IOException, InterruptedException {
        for (int i = 0; i < 300; i++) {
            try (Stream<Path> files = Files.list(target)) {
                Optional<Path> archive = files.filter(file -> file.toString().endsWith(".jsa"))
                        .filter(file -> file.toFile().lastModified() > time.toEpochMilli())
                        .findFirst();
                if (archive.isPresent()) {
                    return archive.get();
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no archive was made");
    }

    /** A Maven that writes its arguments to {@code built}, and whose build is the jar {@code made.jar}. */
    private void maven(String version) throws IOException {
        program(bin.resolve("mvn"), """
                case $1 in
                    -version) echo "Apache Maven %s (0)" ;;
                    *) echo "$@" >built && cp made.jar target/emcee.jar ;;
                esac
                """.formatted(version));
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertTrue(file.toFile().setExecutable(true));
    }

    private static Path found(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + tool + " in the PATH"));
    }

    private static void jar(Path file) throws IOException {
        String name = Echo.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                var code = Echo.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
        }
    }

    private Result run(Path script, String... arguments) throws IOException, InterruptedException {
        return run(Map.of("JAVA_HOME", System.getProperty("java.home")), script, arguments);
    }

    /** Runs a script in an empty folder; an empty value takes the variable away. */
    private Result run(Map<String, String> environment, Path script, String... arguments)
            throws IOException, InterruptedException {
        // A shell, because a path that is relative to the new folder is not found by Java.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\"", "sh", script.toString()));
        command.addAll(List.of(arguments));
        Path output = temporary.resolve("output");
        Path error = temporary.resolve("error");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(temporary.resolve("work")).toFile())
                .redirectOutput(output.toFile())
                .redirectError(error.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("PATH", bin.toString());
        builder.environment().remove("EMCEE_JAVA_OPTS");
        builder.environment().values().removeIf(String::isEmpty);
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the launcher does not end");
        return new Result(process.exitValue(), Files.readString(output), Files.readString(error));
    }

    private record Result(int status, String output, String error) {}

    /** The program: prints its arguments and exits with the first of them, where it is a number. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] arguments) {
            for (String argument : arguments) {
                System.out.print("[" + argument + "]");
            }
            System.exit(arguments.length > 0 && arguments[0].matches("\\d+") ? Integer.parseInt(arguments[0]) : 0);
        }
    }
}
