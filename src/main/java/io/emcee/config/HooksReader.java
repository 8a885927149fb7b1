package io.emcee.config;

import io.emcee.json.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the key {@code hooks}. What a URL says may be secret, so no problem repeats it. */
final class HooksReader {
    private static final List<String> MOMENTS = List.of("phase_start", "phase_end", "failure", "gate");

    private final Set<String> targets;

    /** @param targets that there are */
    HooksReader(Set<String> targets) {
        this.targets = targets;
    }

    List<Hook> read(Fields fields) {
        List<Hook> hooks = new ArrayList<>();
        for (String name : fields.keys()) {
            fields.fields(name).ifPresent(inner -> hooks.add(hook(name, inner)));
        }
        return hooks;
    }

    private Hook hook(String name, Fields fields) {
        Hook hook = new Hook(
                name,
                fields.texts("command"),
                fields.text("url").flatMap(text -> url(fields, text)),
                words(fields, "on", MOMENTS),
                words(fields, "targets", targets));
        boolean program = fields.keys().contains("command");
        if (program == fields.keys().contains("url")) {
            fields.problem(
                    program ? "url" : name,
                    "the hook \"" + name + "\" must have either the key \"command\" or the key \"url\"");
        }
        fields.end();
        return hook.on().isEmpty()
                ? new Hook(name, hook.command(), hook.url(), Set.copyOf(MOMENTS), hook.targets())
                : hook;
    }

    private static Optional<URI> url(Fields fields, String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return Optional.of(url);
            }
        } catch (URISyntaxException broken) {
            // Said below, without the text.
        }
        fields.problem("url", "the key \"url\" must be a URL that begins with http:// or https:// and a host");
        return Optional.empty();
    }

    private static Set<String> words(Fields fields, String key, Iterable<String> known) {
        Set<String> words = new LinkedHashSet<>(fields.texts(key));
        Set<String> there = new LinkedHashSet<>();
        known.forEach(there::add);
        words.stream()
                .filter(word -> !there.contains(word))
                .forEach(word -> fields.problem(
                        key,
                        "the key \"" + key + "\" has \"" + word + "\", which is none of " + String.join(", ", there)));
        return words;
    }
}
