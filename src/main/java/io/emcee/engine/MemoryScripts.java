package io.emcee.engine;

import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Gives Flyway exactly the scripts of one run, from memory. */
final class MemoryScripts implements ResourceProvider {
    private final Map<String, LoadableResource> scripts = new LinkedHashMap<>();

    MemoryScripts(List<Step> steps) {
        steps.stream().map(MemoryScript::new).forEach(script -> scripts.put(script.getFilename(), script));
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return scripts.get(name);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return scripts.values().stream()
                .filter(script -> script.getFilename().startsWith(prefix)
                        && Arrays.stream(suffixes).anyMatch(script.getFilename()::endsWith))
                .toList();
    }

    private static final class MemoryScript extends LoadableResource {
        private final String name;
        private final String text;

        MemoryScript(Step step) {
            this.name = HistoryRow.scriptName(
                    step.script().version(step.part()), step.id().text());
            this.text = step.script().recorded(step.part());
        }

        @Override
        public Reader read() {
            return new StringReader(text);
        }

        @Override
        public String getAbsolutePath() {
            return name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}
