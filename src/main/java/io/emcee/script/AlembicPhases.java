package io.emcee.script;

import io.emcee.revision.Phase;
import io.emcee.revision.RevisionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the phase of Alembic's revisions: by branch labels, which hold for a whole branch, by folders such as
 * {@code expand}, by ids such as {@code ocata_expand01}, in this order; else base.
 */
final class AlembicPhases {
    private static final Pattern IN_ID =
            Pattern.compile("(?:(.+)[_-])?(expand|migrate|contract)[0-9]*", Pattern.CASE_INSENSITIVE);

    private final Map<RevisionId, AlembicDraft> drafts = new HashMap<>();
    private final Map<RevisionId, List<RevisionId>> followers = new HashMap<>();
    private final Map<RevisionId, Set<Phase>> labels = new HashMap<>();

    /**
     * Goes through every branch that has a label.
     *
     * @param heads branch heads by the phase that a file of heads is called after
     */
    AlembicPhases(Collection<AlembicDraft> all, Map<Phase, Set<RevisionId>> heads) {
        all.forEach(draft -> drafts.putIfAbsent(draft.id(), draft));
        drafts.values()
                .forEach(draft -> draft.downRevisions()
                        .forEach(parent -> followers
                                .computeIfAbsent(parent, id -> new ArrayList<>())
                                .add(draft.id())));
        for (Phase phase : Phase.values()) {
            spread(phase);
            heads.getOrDefault(phase, Set.of()).stream()
                    .flatMap(head -> branch(head).stream())
                    .forEach(id -> label(id, phase));
        }
    }

    Phase phase(AlembicDraft draft) {
        Set<Phase> byLabel = labels.getOrDefault(draft.id(), Set.of());
        return (byLabel.size() == 1 ? byLabel.stream().findFirst() : Optional.<Phase>empty())
                .or(() -> draft.folders().stream()
                        .flatMap(folder -> word(folder).stream())
                        .findFirst())
                .or(() -> inId(draft).map(found -> phase(found.group(2))))
                .orElse(Phase.BASE);
    }

    /** {@code mitaka} of {@code mitaka/expand/1b29.py} and of {@code mitaka_expand01}; empty where nothing tells. */
    static String release(AlembicDraft draft) {
        String folders = String.join(
                "/",
                draft.folders().stream()
                        .filter(folder -> word(folder).isEmpty())
                        .toList());
        return folders.isEmpty() ? inId(draft).map(found -> found.group(1)).orElse("") : folders;
    }

    private static Optional<Matcher> inId(AlembicDraft draft) {
        return Optional.of(IN_ID.matcher(draft.id().text())).filter(Matcher::matches);
    }

    /** The phase that a label, a folder or the name of a file of heads is called after; never base. */
    static Optional<Phase> word(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "expand", "migrate", "contract" -> Optional.of(phase(text));
            default -> Optional.empty();
        };
    }

    private static Phase phase(String word) {
        return Phase.of(word.toLowerCase(Locale.ROOT));
    }

    /** As Alembic does: a label holds for all that follows. */
    private void spread(Phase phase) {
        Deque<RevisionId> open = new ArrayDeque<>();
        drafts.values().stream()
                .filter(draft -> draft.labels().stream()
                        .anyMatch(
                                label -> label.resolved() && word(label.text()).equals(Optional.of(phase))))
                .forEach(draft -> open.add(draft.id()));
        while (!open.isEmpty()) {
            RevisionId next = open.pop();
            if (label(next, phase)) {
                followers.getOrDefault(next, List.of()).forEach(open::push);
            }
        }
    }

    private boolean label(RevisionId id, Phase phase) {
        return labels.computeIfAbsent(id, any -> EnumSet.noneOf(Phase.class)).add(phase);
    }

    /** A head and what is before it, back to where its branch parts from others; none when it never does. */
    private Set<RevisionId> branch(RevisionId head) {
        Set<RevisionId> branch = new LinkedHashSet<>();
        Optional<RevisionId> at = Optional.of(head);
        while (at.isPresent() && branch.add(at.get())) {
            List<RevisionId> before = Optional.ofNullable(drafts.get(at.get()))
                    .map(AlembicDraft::downRevisions)
                    .orElse(List.of());
            if (before.size() != 1) {
                return Set.of();
            }
            at = before.stream()
                    .filter(parent -> followers.getOrDefault(parent, List.of()).size() == 1)
                    .findFirst();
        }
        return branch;
    }
}
