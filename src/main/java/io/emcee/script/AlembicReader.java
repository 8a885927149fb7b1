package io.emcee.script;

import static java.util.stream.Collectors.toMap;

import io.emcee.json.InvalidFile;
import io.emcee.json.Problems;
import io.emcee.revision.GraphProblem;
import io.emcee.revision.PartialGraph;
import io.emcee.revision.Phase;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads the graph of an Alembic folder from the source of its files; runs nothing. What cannot be told is a problem
 * beside the graph, never a reason to show none.
 */
final class AlembicReader {
    /** A file of heads names a few. */
    private static final int HEADS = 1 << 16;

    private final Path folder;
    private final String prefix;
    private final Problems problems = new Problems();
    private final List<AlembicDraft> drafts = new ArrayList<>();
    private final Map<Path, Set<RevisionId>> heads = new LinkedHashMap<>();

    private AlembicReader(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /**
     * Reads a folder and those in it.
     *
     * @param name what to call the set
     * @return empty when no file of it is a revision
     * @throws InvalidFile when none can be told, with the reasons
     */
    static Optional<RevisionSet> read(String name, Path folder) throws IOException {
        AlembicReader reader = new AlembicReader(folder.toRealPath(), folder + "/");
        reader.readFiles();
        if (reader.drafts.isEmpty()) {
            reader.problems.refuse("the Alembic folder \"" + folder + "\"");
            return Optional.empty();
        }
        return Optional.of(reader.set(name, folder.toString()));
    }

    private void readFiles() throws IOException {
        AlembicFiles files = AlembicFiles.below(folder);
        PythonModules modules = new PythonModules(folder);
        files.sources().forEach(file -> readRevision(file, modules));
        files.heads().forEach(this::readHeads);
        if (files.cut()) {
            problems.add(prefix, 0, "there are too many files in this folder to read them all; name a folder of fewer");
        }
    }

    private void readRevision(Path file, PythonModules modules) {
        String name = name(file);
        try {
            AlembicDraft.read(name, folders(file), modules.module(file), problems)
                    .ifPresent(drafts::add);
        } catch (IOException unreadable) {
            problems.add(name, 0, "the file cannot be read: " + unreadable.getMessage());
        }
    }

    private void readHeads(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(HEADS), StandardCharsets.UTF_8);
            Set<RevisionId> named = new LinkedHashSet<>();
            Arrays.stream(text.split("\\s+")).flatMap(word -> id(word).stream()).forEach(named::add);
            heads.put(file, named);
        } catch (IOException unreadable) {
            problems.add(name(file), 0, "the file cannot be read: " + unreadable.getMessage());
        }
    }

    private static Optional<RevisionId> id(String text) {
        try {
            return Optional.of(RevisionId.of(text));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    /** As messages name it; a file may be called anything. */
    private String name(Path file) {
        return (prefix + folder.relativize(file)).replaceAll("\\p{Cc}", "\uFFFD");
    }

    private List<String> folders(Path file) {
        Path inside = folder.relativize(file);
        List<String> folders = new ArrayList<>();
        inside.forEach(part -> folders.add(part.toString()));
        return List.copyOf(folders.subList(0, folders.size() - 1));
    }

    private RevisionSet set(String name, String path) {
        AlembicPhases phases = new AlembicPhases(drafts, headsByPhase());
        Needs needs = new Needs(drafts);
        IdentityHashMap<Revision, AlembicDraft> given = new IdentityHashMap<>();
        List<Revision> revisions = new ArrayList<>();
        for (AlembicDraft draft : drafts) {
            Revision revision = revision(draft, phases, needs);
            revisions.add(revision);
            given.put(revision, draft);
        }
        PartialGraph partial = PartialGraph.of(revisions);
        partial.problems().forEach(problem -> add(problem, Objects.requireNonNull(given.get(problem.revision()))));
        List<RevisionId> last = last(partial.graph());
        checkHeads(partial.graph(), last);
        AlembicFolder alembic = new AlembicFolder(path, scripts(), last, problems.sorted());
        return RevisionSet.shown(name, partial.graph(), alembic);
    }

    private void add(GraphProblem problem, AlembicDraft draft) {
        problems.add(draft.file(), draft.line(), problem.sentence());
    }

    private Map<Phase, Set<RevisionId>> headsByPhase() {
        Map<Phase, Set<RevisionId>> named = new EnumMap<>(Phase.class);
        heads.forEach((file, ids) -> AlembicPhases.word(
                        String.valueOf(file.getFileName()).replace("_HEAD", ""))
                .ifPresent(phase ->
                        named.computeIfAbsent(phase, any -> new HashSet<>()).addAll(ids)));
        return named;
    }

    private Revision revision(AlembicDraft draft, AlembicPhases phases, Needs needs) {
        return new Revision(
                draft.id(),
                phases.phase(draft),
                draft.downRevisions(),
                draft.dependsOn().stream()
                        .flatMap(text -> needed(draft, text, needs).stream())
                        .toList(),
                AlembicPhases.release(draft),
                draft.summary());
    }

    /** One that does not exist stays, and is listed with the graph's problems. */
    private Optional<RevisionId> needed(AlembicDraft draft, String text, Needs needs) {
        Optional<RevisionId> id = needs.find(text).or(() -> id(text));
        if (id.isEmpty()) {
            problems.add(draft.file(), draft.line(), "depends_on \"" + text + "\" is no id and no branch label");
        }
        return id;
    }

    /** The scripts of the revisions that are in the graph: the first of those that share an id. */
    private Map<RevisionId, AlembicScript> scripts() {
        return drafts.stream().collect(toMap(AlembicDraft::id, AlembicReader::script, (first, second) -> first));
    }

    private static AlembicScript script(AlembicDraft draft) {
        return new AlembicScript(
                draft.file(),
                draft.labels().stream().map(PythonValue.Item::shown).toList());
    }

    private static List<RevisionId> last(RevisionGraph graph) {
        Set<RevisionId> followed = new HashSet<>();
        graph.ids().forEach(id -> followed.addAll(graph.revision(id).downRevisions()));
        return graph.byRelease().stream().filter(id -> !followed.contains(id)).toList();
    }

    private void checkHeads(RevisionGraph graph, List<RevisionId> last) {
        Set<RevisionId> real = new HashSet<>(last);
        heads.forEach((file, ids) -> ids.stream()
                .filter(id -> !real.contains(id))
                .forEach(id -> {
                    String what = graph.contains(id) ? "which another revision follows" : "which does not exist";
                    problems.add(name(file), 1, "the head \"" + id + "\" is named here, " + what + "; name the head");
                }));
    }

    /** What {@code depends_on} may say: an id, the only one that begins so, or a branch label. */
    private static final class Needs {
        private final NavigableMap<String, RevisionId> ids = new TreeMap<>();
        private final Map<String, RevisionId> labels = new HashMap<>();

        Needs(List<AlembicDraft> drafts) {
            for (AlembicDraft draft : drafts) {
                ids.putIfAbsent(draft.id().text(), draft.id());
                draft.labels().stream()
                        .filter(PythonValue.Item::resolved)
                        .forEach(label -> labels.putIfAbsent(label.text(), draft.id()));
            }
        }

        Optional<RevisionId> find(String text) {
            return Stream.of(Optional.ofNullable(ids.get(text)), Optional.ofNullable(labels.get(text)), beginning(text))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        private Optional<RevisionId> beginning(String text) {
            List<RevisionId> some = ids.tailMap(text, true).entrySet().stream()
                    .takeWhile(entry -> entry.getKey().startsWith(text))
                    .limit(2)
                    .map(Map.Entry::getValue)
                    .toList();
            return some.size() == 1 && !text.isEmpty() ? Optional.of(some.get(0)) : Optional.empty();
        }
    }
}
