package io.emcee.script;

import java.util.List;

/**
 * What the file of an Alembic revision says of it beside its place in the graph. Texts may hold anything.
 *
 * @param file where it was read from, for messages
 * @param labels the branch labels that stand in this file; of one that its source does not tell, what stands there
 *     and {@code (unresolved)}
 */
public record AlembicScript(String file, List<String> labels) {
    public AlembicScript {
        labels = List.copyOf(labels);
    }
}
