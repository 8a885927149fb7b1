package io.emcee.script;

import io.emcee.json.Problem;
import io.emcee.revision.RevisionId;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What is known of an Alembic folder beside its graph.
 *
 * @param path as it was given
 * @param scripts what the files say of each revision of the graph
 * @param heads the revisions that no other one follows, in order of the graph; Alembic's own word
 * @param problems what the graph is without, and what could not be told, by file and line
 */
public record AlembicFolder(
        String path, Map<RevisionId, AlembicScript> scripts, List<RevisionId> heads, List<Problem> problems) {
    public AlembicFolder {
        scripts = Map.copyOf(scripts);
        heads = List.copyOf(heads);
        problems = List.copyOf(problems);
    }

    /**
     * What the file of a revision says.
     *
     * @throws NoSuchElementException when the graph has no such revision
     */
    public AlembicScript script(RevisionId id) {
        return Optional.ofNullable(scripts.get(id))
                .orElseThrow(() -> new NoSuchElementException("no revision \"" + id + "\""));
    }

    /** The problems of the file of a revision. */
    public List<Problem> problems(RevisionId id) {
        String file = script(id).file();
        return problems.stream().filter(problem -> problem.file().equals(file)).toList();
    }
}
