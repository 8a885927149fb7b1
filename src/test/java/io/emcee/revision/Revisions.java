package io.emcee.revision;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Revisions and ids in a line of text each: {@code contract01 contract ocata after mitaka02 needs expand01,migrate01}. */
final class Revisions {
    private Revisions() {}

    static List<Revision> parse(String lines) {
        return lines.lines()
                .filter(line -> !line.isBlank())
                .map(Revisions::revision)
                .toList();
    }

    static RevisionGraph graph(String lines) {
        return RevisionGraph.of(parse(lines));
    }

    static Revision revision(String line) {
        List<String> words = List.of(line.strip().split(" +"));
        return new Revision(
                RevisionId.of(words.get(0)),
                Phase.of(words.get(1)),
                behind(words, "after"),
                behind(words, "needs"),
                words.get(2),
                "summary of " + words.get(0));
    }

    static RevisionId id(String text) {
        return RevisionId.of(text);
    }

    /** A set from words. */
    static Set<RevisionId> ids(String text) {
        return text.isBlank() ? Set.of() : split(text).collect(Collectors.toSet());
    }

    /** Ids as words, in their order. */
    static String text(Collection<RevisionId> ids) {
        return ids.stream().map(RevisionId::text).collect(joining(" "));
    }

    private static List<RevisionId> behind(List<String> words, String word) {
        int at = words.indexOf(word);
        return at < 0 ? List.of() : split(words.get(at + 1)).toList();
    }

    private static Stream<RevisionId> split(String text) {
        return Arrays.stream(text.split("[ ,]+")).map(RevisionId::of);
    }
}
