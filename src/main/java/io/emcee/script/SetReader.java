package io.emcee.script;

import static java.util.stream.Collectors.toMap;

import io.emcee.json.Durations;
import io.emcee.json.Fields;
import io.emcee.json.InvalidFile;
import io.emcee.json.Problems;
import io.emcee.json.Yaml;
import io.emcee.revision.Phase;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Puts the files of one set together; every problem of all of them comes out at once. */
final class SetReader {
    static final String SET = "set.yaml";

    private final String defaultName;
    private final String prefix;
    private final Map<String, byte[]> files;
    private final Problems problems = new Problems();

    private SetReader(String defaultName, String prefix, Map<String, byte[]> files) {
        this.defaultName = defaultName;
        this.prefix = prefix;
        this.files = files;
    }

    /**
     * Reads a set.
     *
     * @param defaultName the set's name when set.yaml gives none
     * @param prefix put before a file's name in messages
     * @param files content by file name
     * @throws InvalidFile with every problem
     */
    static RevisionSet read(String defaultName, String prefix, Map<String, byte[]> files) {
        return new SetReader(defaultName, prefix, files).read();
    }

    private RevisionSet read() {
        List<Draft> drafts = new ArrayList<>();
        files.keySet().stream()
                .filter(name -> name.endsWith(".sql"))
                .forEach(name -> text(name)
                        .flatMap(text -> RevisionFile.read(prefix + name, text, problems))
                        .ifPresent(drafts::add));
        if (drafts.isEmpty() && problems.isEmpty()) {
            problems.add(prefix, 0, "there is no revision file (*.sql) in this folder");
        }
        Map<RevisionId, Draft> byId =
                drafts.stream().collect(toMap(draft -> draft.revision().id(), d -> d, (a, b) -> b, LinkedHashMap::new));
        List<Revision> revisions = drafts.stream().map(Draft::revision).toList();
        RevisionGraph.problems(revisions).forEach(problem -> {
            Draft draft = Objects.requireNonNull(byId.get(problem.revision()));
            problems.add(draft.file(), draft.line(), problem.sentence());
        });
        Optional<Fields> set = text(SET).flatMap(text -> Yaml.read(prefix + SET, text, 1, problems));
        refuse();
        RevisionGraph graph = RevisionGraph.of(revisions);
        Map<RevisionId, Script> scripts = number(graph, byId);
        RevisionSet result = describe(set, graph, scripts);
        refuse();
        return result;
    }

    private void refuse() {
        problems.refuse("the revision set \"" + defaultName + "\"");
    }

    private Optional<String> text(String name) {
        if (!files.containsKey(name)) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(files.get(name)))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            problems.add(prefix + name, 0, "the file is not UTF-8; save it as UTF-8");
            return Optional.empty();
        }
    }

    /** Parents come first in the order, so that a version may follow from the parent's. */
    private Map<RevisionId, Script> number(RevisionGraph graph, Map<RevisionId, Draft> drafts) {
        Map<RevisionId, Script> scripts = new LinkedHashMap<>();
        Map<Phase, Map<Integer, RevisionId>> taken = new HashMap<>();
        for (RevisionId id : graph.byPhase(graph.ids())) {
            Draft draft = Objects.requireNonNull(drafts.get(id));
            int parent = draft.revision().downRevisions().stream()
                    .map(scripts::get)
                    .mapToInt(Script::version)
                    .findFirst()
                    .orElse(0);
            int version = draft.version().orElse(parent + 1);
            if (draft.follows() && version <= parent) {
                problems.add(
                        draft.file(),
                        draft.line(),
                        "version " + version + " of \"" + id + "\" is not above its down_revision's " + parent);
            }
            RevisionId other = taken.computeIfAbsent(draft.revision().phase(), phase -> new HashMap<>())
                    .putIfAbsent(version, id);
            if (other != null) {
                problems.add(
                        draft.file(),
                        draft.line(),
                        "version " + version + " of \"" + id + "\" is already that of \"" + other + "\"");
            }
            scripts.put(id, draft.numbered(version));
        }
        return scripts;
    }

    private RevisionSet describe(Optional<Fields> set, RevisionGraph graph, Map<RevisionId, Script> scripts) {
        String name = set.flatMap(fields -> fields.text("name")).orElse(defaultName);
        String summary = set.flatMap(fields -> fields.text("summary")).orElse("");
        SoftDelete softDelete = set.flatMap(fields -> fields.fields("soft_delete"))
                .map(this::softDelete)
                .orElse(SoftDelete.COMMON);
        Map<String, Guard> guarded = set.flatMap(fields -> fields.fields("guarded"))
                .map(this::guards)
                .orElse(Map.of());
        Map<String, RevisionId> legacy =
                set.map(fields -> ids(fields, "legacy", graph)).orElse(Map.of());
        Map<String, RevisionId> aliases =
                set.map(fields -> ids(fields, "aliases", graph)).orElse(Map.of());
        set.ifPresent(Fields::end);
        return new RevisionSet(name, summary, graph, scripts, softDelete, guarded, legacy, aliases);
    }

    private SoftDelete softDelete(Fields fields) {
        String flag = fields.requiredText("flag").orElse("");
        String at = fields.requiredText("at").orElse("");
        fields.end();
        return new SoftDelete(flag, at);
    }

    private Map<String, Guard> guards(Fields tables) {
        Map<String, Guard> guards = new LinkedHashMap<>();
        for (String table : tables.keys()) {
            tables.fields(table).ifPresent(fields -> {
                var age = fields.parsed("age", "an age such as 180d", Durations::parse);
                var reason = fields.requiredText("reason");
                fields.end();
                if (age.isPresent() && reason.isPresent()) {
                    guards.put(table, new Guard(age.get(), reason.get()));
                }
            });
        }
        return guards;
    }

    /** Names that stand for revisions: each must exist. */
    private Map<String, RevisionId> ids(Fields fields, String key, RevisionGraph graph) {
        Map<String, RevisionId> ids = new LinkedHashMap<>();
        fields.pairs(key).forEach((name, text) -> {
            Optional<RevisionId> known =
                    graph.ids().stream().filter(id -> id.text().equals(text)).findFirst();
            known.ifPresentOrElse(
                    id -> ids.put(name, id),
                    () -> fields.problem(key, "\"" + name + "\" stands for \"" + text + "\", which does not exist"));
        });
        return ids;
    }
}
