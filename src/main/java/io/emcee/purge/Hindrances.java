package io.emcee.purge;

import static java.util.stream.Collectors.joining;

import io.emcee.catalog.ForeignKey;
import io.emcee.catalog.Identifier;
import io.emcee.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Asks which roots have something below them that keeps them: a row that is no candidate, or one that is held. */
record Hindrances(Tree tree, Cutoff cutoff, Holds.Active holds) {
    /** A descendant as a path finds it. */
    static final String FOUND = "f";

    /** What is below them is live or too young; tables without marks never are. */
    Optional<String> blocking(Table descendant) {
        return descendant.softDelete().map(marks -> "NOT " + cutoff.candidate(descendant, FOUND));
    }

    Optional<String> holding(Table descendant) {
        return holds.condition(descendant, FOUND);
    }

    /**
     * The query for the primary keys of the roots that have such a descendant; empty when none can have.
     *
     * @param which a condition on the roots, of alias {@code r}
     */
    Optional<String> roots(String which, Function<Table, Optional<String>> condition) {
        String columns = Keys.primaryOf(tree.root()).selection("r");
        return union(which, condition, path -> columns);
    }

    /** As {@link #roots}, with what each path selects. */
    Optional<String> union(
            String which, Function<Table, Optional<String>> condition, Function<List<ForeignKey>, String> columns) {
        List<String> selects = new ArrayList<>();
        for (List<ForeignKey> path : tree.paths()) {
            condition
                    .apply(end(path))
                    .ifPresent(such -> selects.add("SELECT " + columns.apply(path) + " FROM " + joined(path) + " WHERE "
                            + which + " AND " + such));
        }
        return selects.isEmpty() ? Optional.empty() : Optional.of(String.join(" UNION ", selects));
    }

    Table end(List<ForeignKey> path) {
        return tree.table(path.get(path.size() - 1).child());
    }

    /** {@code "public"."images" AS r JOIN "public"."image_tags" AS f ON f."image_id" = r."id"}. */
    String joined(List<ForeignKey> path) {
        StringBuilder from = new StringBuilder(tree.root().name().quoted() + " AS r");
        for (int i = 0; i < path.size(); i++) {
            ForeignKey key = path.get(i);
            String parent = i == 0 ? "r" : "p" + i;
            String child = i == path.size() - 1 ? FOUND : "p" + (i + 1);
            from.append(" JOIN ")
                    .append(key.child().quoted())
                    .append(" AS ")
                    .append(child)
                    .append(" ON ")
                    .append(join(key, parent, child));
        }
        return from.toString();
    }

    private static String join(ForeignKey key, String parent, String child) {
        return IntStream.range(0, key.childColumns().size())
                .mapToObj(i -> child + "." + Identifier.quote(key.childColumns().get(i)) + " = " + parent + "."
                        + Identifier.quote(key.parentColumns().get(i)))
                .collect(joining(" AND "));
    }
}
