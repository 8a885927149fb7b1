package io.emcee.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs as processes. */
final class Command {
    private Command() {}

    /**
     * How long a program takes from start to end, in milliseconds.
     *
     * @param environment added to that of this process
     * @throws IOException with what it printed, when it fails
     */
    static double time(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        output(command, environment);
        return (System.nanoTime() - begin) / 1e6;
    }

    /** What a program prints, on both of its streams; as {@link #time}. */
    static String output(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes());
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new IOException(command.get(0) + " ended with " + exitCode + ": " + lastLine(printed));
        }
        return printed;
    }

    private static String lastLine(String printed) {
        return printed.lines().filter(line -> !line.isBlank()).reduce((one, next) -> next).orElse("it says nothing");
    }

    static Optional<Path> find(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The launcher, once it has made its class-data archive; waits for that, at most a minute. */
    static String launcher(Path home) throws IOException, InterruptedException {
        String launcher = home.resolve("emcee").toString();
        time(List.of(launcher, "--version"), Map.of());
        for (int i = 0; i < 600 && !archived(home.resolve("target")); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return launcher;
    }

    private static boolean archived(Path target) {
        String[] archives = target.toFile().list((folder, name) -> name.endsWith(".jsa"));
        return archives != null
                && archives.length > 0
                && target.resolve(archives[0]).toFile().lastModified()
                        >= target.resolve("emcee.jar").toFile().lastModified();
    }

    /** An empty Java program with the options that the launcher gives. */
    static List<String> emptyJvm() {
        return java(Empty.class, List.of());
    }

    /** A main class of the benchmark in a JVM like that of the program. */
    static List<String> java(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Xshare:auto",
                "-Xlog:disable",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return command;
    }
}
