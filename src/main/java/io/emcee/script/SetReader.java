package io.emcee.script;

import static java.util.stream.Collectors.toMap;

import io.emcee.json.InvalidFile;
import io.emcee.json.Problems;
import io.emcee.json.Yaml;
import io.emcee.revision.GraphProblem;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the files of one set together; every problem of all of them comes out at once. */
final class SetReader {
    static final String SET = "set.yaml";
    static final String REVISION = ".sql";

    private final String defaultName;
    private final String prefix;
    private final Map<String, byte[]> files;
    private final Problems problems = new Problems();
    private final List<Draft> drafts = new ArrayList<>();
    /** Their own problems are listed; that others refer to them is none. */
    private final Set<RevisionId> unreadable = new HashSet<>();

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
        readRevisions();
        List<Revision> revisions = drafts.stream().map(Draft::revision).toList();
        checkGraph(revisions);
        Map<RevisionId, Integer> versions = Numbering.of(drafts);
        SetFile set = readSet();
        problems.refuse("the revision set \"" + defaultName + "\"");
        return new RevisionSet(
                set.name().orElse(defaultName),
                set.summary(),
                RevisionGraph.of(revisions),
                drafts.stream().collect(toMap(Draft::id, draft -> script(draft, versions))),
                set.softDelete(),
                set.guarded(),
                set.legacy(),
                set.aliases(),
                Optional.empty());
    }

    private static Script script(Draft draft, Map<RevisionId, Integer> versions) {
        return draft.numbered(Objects.requireNonNull(versions.get(draft.id())));
    }

    private void readRevisions() {
        List<String> names = files.keySet().stream()
                .filter(name -> name.endsWith(REVISION))
                .sorted()
                .toList();
        names.forEach(this::readRevision);
        if (names.isEmpty()) {
            problems.add(prefix, 0, "there is no revision file (*" + REVISION + ") in this folder; write one");
        }
    }

    /** A file that cannot be read counts as the revision that it is named after. */
    private void readRevision(String name) {
        Optional<RevisionFile.Reading> reading =
                text(name).map(text -> RevisionFile.read(prefix + name, text, problems));
        Optional<Draft> draft = reading.flatMap(RevisionFile.Reading::draft);
        draft.ifPresent(drafts::add);
        if (draft.isEmpty()) {
            reading.flatMap(RevisionFile.Reading::id).ifPresent(unreadable::add);
            id(name.substring(0, name.length() - REVISION.length())).ifPresent(unreadable::add);
        }
    }

    private static Optional<RevisionId> id(String text) {
        try {
            return Optional.of(RevisionId.of(text));
        } catch (IllegalArgumentException otherName) {
            return Optional.empty();
        }
    }

    private void checkGraph(List<Revision> revisions) {
        IdentityHashMap<Revision, Draft> given = new IdentityHashMap<>();
        drafts.forEach(draft -> given.put(draft.revision(), draft));
        for (GraphProblem problem : RevisionGraph.problems(revisions, unreadable)) {
            Objects.requireNonNull(given.get(problem.revision())).problem(problem.key(), problem.sentence());
        }
    }

    private SetFile readSet() {
        Map<String, RevisionId> ids = new HashMap<>();
        unreadable.forEach(id -> ids.put(id.text(), id));
        drafts.forEach(draft -> ids.put(draft.id().text(), draft.id()));
        Set<String> releases =
                drafts.stream().map(draft -> draft.revision().release()).collect(Collectors.toSet());
        return (files.containsKey(SET) ? text(SET) : Optional.<String>empty())
                .flatMap(text -> Yaml.read(prefix + SET, text, 1, problems))
                .map(fields -> SetFile.read(fields, ids, releases))
                .orElse(SetFile.NONE);
    }

    private Optional<String> text(String name) {
        ByteBuffer bytes = ByteBuffer.wrap(Objects.requireNonNull(files.get(name)));
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            int line = 1;
            for (int i = 0; i < bytes.position(); i++) {
                line += bytes.get(i) == '\n' ? 1 : 0;
            }
            problems.add(prefix + name, line, "the file is not UTF-8; save it as UTF-8");
            return Optional.empty();
        }
    }
}
