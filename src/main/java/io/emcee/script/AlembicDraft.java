package io.emcee.script;

import io.emcee.json.Problems;
import io.emcee.revision.RevisionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One Python file of an Alembic folder, by itself.
 *
 * @param file for messages
 * @param folders those between the Alembic folder and the file, outermost first
 * @param downRevisions parents, of which some may not exist
 * @param dependsOn what stands in {@code depends_on}: ids, beginnings of ids, or branch labels
 * @param labels without control characters, and so is the summary
 * @param line of its {@code revision}
 */
record AlembicDraft(
        String file,
        List<String> folders,
        RevisionId id,
        List<RevisionId> downRevisions,
        List<String> dependsOn,
        List<PythonValue.Item> labels,
        String summary,
        int line) {
    private static final int LONG = 200;

    /** What a file says; empty when it is no revision. */
    static Optional<AlembicDraft> read(String file, List<String> folders, PythonModule module, Problems problems) {
        module.broken()
                .filter(why -> module.mentions("down_revision"))
                .ifPresent(why ->
                        problems.add(file, why.line(), why.sentence() + "; Python would not read this file, mend it"));
        return new Reading(file, module, problems).draft(folders);
    }

    private record Reading(String file, PythonModule module, Problems problems) {
        Optional<AlembicDraft> draft(List<String> folders) {
            Optional<PythonModule.Assigned> revision = module.name("revision");
            if (revision.isEmpty() || revision.get().value().items().isEmpty()) {
                module.name("down_revision")
                        .ifPresent(
                                down -> problems.add(file, down.line(), "there is no revision in this file; name it"));
                return Optional.empty();
            }
            List<RevisionId> id = ids("revision");
            return id.size() != 1
                    ? Optional.empty()
                    : Optional.of(new AlembicDraft(
                            file,
                            folders,
                            id.get(0),
                            ids("down_revision"),
                            texts("depends_on"),
                            labels(),
                            summary(),
                            revision.get().line()));
        }

        private List<PythonValue.Item> labels() {
            return module.name("branch_labels").stream()
                    .flatMap(known -> known.value().items().stream())
                    .map(label -> new PythonValue.Item(visible(cut(label.text())), label.resolved()))
                    .toList();
        }

        /** What is not resolved is a problem: the graph is without it. */
        private List<String> texts(String key) {
            module.name(key)
                    .ifPresent(known -> known.value()
                            .unresolved()
                            .forEach(source -> problems.add(
                                    file,
                                    known.line(),
                                    key + " is unresolved: \"" + source
                                            + "\" cannot be told from this folder's source")));
            return module.name(key).map(known -> known.value().texts()).orElse(List.of());
        }

        private List<RevisionId> ids(String key) {
            List<RevisionId> ids = new ArrayList<>();
            for (String text : texts(key)) {
                try {
                    ids.add(RevisionId.of(text));
                } catch (IllegalArgumentException otherForm) {
                    problems.add(
                            file,
                            module.name(key).map(PythonModule.Assigned::line).orElse(0),
                            key + " \"" + cut(text) + "\" is no id; it has letters, digits, _, - and dots only");
                }
            }
            return ids;
        }

        /** The first line of the file's string, unless Alembic wrote that by itself. */
        private String summary() {
            return module.documentation()
                    .lines()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .filter(text -> !text.startsWith("Revision ID:"))
                    .map(text -> visible(cut(text)))
                    .orElse("");
        }

        private static String visible(String text) {
            return text.replaceAll("\\p{Cc}", "\uFFFD");
        }

        private static String cut(String text) {
            return text.length() <= LONG ? text : text.substring(0, LONG) + "...";
        }
    }
}
