package io.emcee.config;

import io.emcee.json.Problems;
import io.emcee.json.Yaml;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the configuration's file and reads it. */
final class ConfigurationFile {
    private static final Path MACHINE = Path.of("/etc/emcee/config.yaml");

    private final Map<String, String> environment;

    ConfigurationFile(Map<String, String> environment) {
        this.environment = environment;
    }

    /** A file that somebody named is taken whether it is there or not, so that its absence is noticed. */
    Optional<Path> find(Optional<Path> named) {
        return named.or(() -> variable("EMCEE_CONFIG").map(Path::of))
                .or(() -> Stream.of(own(), MACHINE).filter(Files::exists).findFirst());
    }

    Configuration read(Path file) {
        Problems problems = new Problems();
        Optional<Configuration> configuration = text(file, problems)
                .flatMap(text -> Yaml.read(file.toString(), text, 1, problems))
                .map(fields -> new ConfigurationReader(file, home()).read(fields));
        problems.refuse("configuration \"" + file + "\"");
        return configuration.orElseThrow();
    }

    private static Optional<String> text(Path file, Problems problems) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            problems.add(file.toString(), 0, "there is no such file");
        } catch (CharacterCodingException e) {
            problems.add(file.toString(), 0, "it is not text in UTF-8");
        } catch (IOException e) {
            problems.add(file.toString(), 0, Files.isDirectory(file) ? "it is a folder" : "no right to read it");
        }
        return Optional.empty();
    }

    private Path own() {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> home().resolve(".config"))
                .resolve("emcee")
                .resolve("config.yaml");
    }

    private Path home() {
        return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
