package io.emcee.tui.screen;

import io.emcee.engine.Operation;
import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What the walk does for one confirmation: one revision, or several in a row that change nothing.
 *
 * @param revisions in the order in which they are applied; at least one
 */
record WalkStep(String release, List<RevisionId> revisions) {
    WalkStep {
        revisions = List.copyOf(revisions);
    }

    /** What comes next; empty when everything is done. */
    static Optional<WalkStep> next(RevisionSet set, Progress progress) {
        return set.graph().releases().stream()
                .map(release -> remaining(set.graph(), progress, release))
                .filter(left -> !left.isEmpty())
                .findFirst()
                .map(left -> first(set, progress, left));
    }

    private static List<RevisionId> remaining(RevisionGraph graph, Progress progress, String release) {
        return progress.remaining(new LinkedHashSet<>(graph.release(release)));
    }

    private static WalkStep first(RevisionSet set, Progress progress, List<RevisionId> left) {
        String release = set.graph().revision(left.get(0)).release();
        boolean nothing = left.stream().allMatch(id -> set.script(id).placeholder());
        if (nothing
                && progress.remaining(new LinkedHashSet<>(set.graph().release(release)))
                                .size()
                        == set.graph().release(release).size()) {
            return new WalkStep(release, left);
        }
        Phase phase = set.graph().revision(left.get(0)).phase();
        List<RevisionId> together = left.stream()
                .takeWhile(id ->
                        set.script(id).placeholder() && set.graph().revision(id).phase() == phase)
                .toList();
        return new WalkStep(release, together.isEmpty() ? left.subList(0, 1) : together);
    }

    RevisionId last() {
        return revisions.get(revisions.size() - 1);
    }

    /** Whether something of it is left to do. */
    boolean open(Progress progress) {
        return revisions.stream().anyMatch(id -> !progress.done(id));
    }

    List<Script> scripts(RevisionSet set) {
        return revisions.stream().map(set::script).toList();
    }

    boolean placeholders(RevisionSet set) {
        return scripts(set).stream().allMatch(Script::placeholder);
    }

    /** Whether it is a whole release in which nothing changes. */
    boolean whole(RevisionSet set) {
        return revisions.size() == set.graph().release(release).size() && placeholders(set);
    }

    /** Whether the typed name of the database is asked for. */
    boolean dropsData(RevisionSet set) {
        return scripts(set).stream().anyMatch(Script::dropsData);
    }

    /** The phases it touches, in order. */
    List<Phase> phases(RevisionSet set) {
        return scripts(set).stream()
                .map(script -> script.revision().phase())
                .distinct()
                .toList();
    }

    Operation operation(RevisionSet set) {
        List<Phase> phases = phases(set);
        if (phases.size() > 1) {
            return Operation.UPGRADE;
        }
        return switch (phases.get(0)) {
            case BASE, EXPAND -> Operation.EXPAND;
            case MIGRATE -> Operation.MIGRATE;
            case CONTRACT -> Operation.CONTRACT;
        };
    }

    /** Where the operation stops. */
    String version(RevisionSet set) {
        return operation(set) == Operation.UPGRADE ? release : last().text();
    }

    /** What writes it down: {@code emcee plan --phase expand ocata_expand01 --out FILE}. */
    String planCommand(RevisionSet set) {
        return "emcee plan --phase " + operation(set).word() + " " + version(set) + " --out FILE";
    }

    /** The same as a command: {@code emcee db expand ocata_expand01}. */
    String command(RevisionSet set) {
        return "emcee db " + operation(set).word() + " " + version(set);
    }
}
