package io.emcee.config;

import io.emcee.json.InvalidFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operator's configuration.
 *
 * @param file where it was read; empty when there is none
 * @param targets by name, in the order of the file
 * @param defaultTarget one of them
 * @param hooks who is told of what happens to the targets
 */
public record Configuration(
        Optional<Path> file,
        Map<String, Target> targets,
        Optional<String> defaultTarget,
        Preferences preferences,
        List<Hook> hooks) {
    /** What holds without a file. */
    public static final Configuration NONE =
            new Configuration(Optional.empty(), Map.of(), Optional.empty(), Preferences.DEFAULT, List.of());

    public Configuration {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
        hooks = List.copyOf(hooks);
    }

    /**
     * Reads the first file there is: the one named, {@code $EMCEE_CONFIG}, {@code emcee/config.yaml} in
     * {@code $XDG_CONFIG_HOME} (or {@code ~/.config}), {@code /etc/emcee/config.yaml}.
     *
     * @param named by {@code --config}
     * @return {@link #NONE} when there is no file
     * @throws InvalidFile with every problem; also when a file that was named, here or by EMCEE_CONFIG, is not there
     */
    public static Configuration load(Optional<Path> named, Map<String, String> environment) {
        ConfigurationFile home = new ConfigurationFile(environment);
        return home.find(named).map(home::read).orElse(NONE);
    }

    /**
     * The target to work on: the one named, else the default one, else the only one.
     *
     * @return empty when none is named and there is no choice to be made without asking
     * @throws UnknownTarget when there is none of that name
     */
    public Optional<Target> target(Optional<String> name) {
        return name.isPresent()
                ? Optional.of(named(name.get()))
                : defaultTarget.map(this::named).or(this::only);
    }

    private Target named(String name) {
        return Optional.ofNullable(targets.get(name)).orElseThrow(() -> new UnknownTarget(unknown(name)));
    }

    private Optional<Target> only() {
        return targets.size() == 1 ? targets.values().stream().findFirst() : Optional.empty();
    }

    private String unknown(String name) {
        String known =
                targets.isEmpty() ? "Name none, or add it." : "Known are " + String.join(", ", targets.keySet()) + ".";
        return file.map(where -> "There is no target \"%s\" in \"%s\". %s".formatted(name, where, known))
                .orElseGet(() ->
                        "There is no target \"%s\", because no configuration was found. Give --url, or --config FILE."
                                .formatted(name));
    }
}
