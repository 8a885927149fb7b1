package io.emcee.engine;

import io.emcee.lint.Report;
import io.emcee.revision.CompositeVersion;
import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.script.Part;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Decides what an operation does from what is applied. Pure. */
final class Planner {
    private final RevisionSet set;
    private final Progress progress;
    private final BiPredicate<Script, Part> recorded;

    /** @param recorded whether a part stands in the history */
    Planner(RevisionSet set, Progress progress, BiPredicate<Script, Part> recorded) {
        this.set = set;
        this.progress = progress;
        this.recorded = recorded;
    }

    /**
     * The plan of an operation up to a version, or as far as it goes.
     *
     * @throws GateRefused when something must come first
     * @throws io.emcee.script.UnknownVersion when the set does not have the version
     */
    Plan plan(Operation operation, Optional<String> version) {
        Collection<RevisionId> roots = version.map(set::resolve).orElse(graph().ids());
        Set<RevisionId> wanted = new LinkedHashSet<>(graph().target(roots));
        wanted.removeIf(id -> !operation.phases().contains(phase(id)) || progress.done(id));
        if (version.isEmpty() && !wanted.isEmpty()) {
            keepReachable(operation, wanted);
        } else {
            missing(wanted).ifPresent(missing -> refuse(operation, missing));
        }
        Set<RevisionId> after = new HashSet<>(progress.applied());
        after.addAll(wanted);
        return new Plan(
                operation,
                version.orElse(set.name()),
                graph().byPhase(wanted).stream().flatMap(this::steps).toList(),
                progress.version(),
                CompositeVersion.of(graph(), after),
                new Report(List.of()));
    }

    /**
     * Closes the data gate before some contracts.
     *
     * @param pending rows by data migration
     * @throws GateRefused when a contract waits for one of them, or for one that is not applied
     */
    static void checkData(Progress progress, Collection<RevisionId> contracts, Map<RevisionId, Long> pending) {
        GateState.data(contracts, progress, pending).ifPresent(why -> {
            throw new GateRefused(Gate.DATA, "Contract refused: " + why + "; run: emcee db migrate");
        });
    }

    /** Without a version an operation goes as far as it can; where it cannot go at all, it says why. */
    private void keepReachable(Operation operation, Set<RevisionId> wanted) {
        Optional<RevisionId> first = missing(wanted);
        Set<RevisionId> reachable = new LinkedHashSet<>();
        for (RevisionId id : graph().byPhase(wanted)) {
            if (parents(id).allMatch(parent -> progress.applied().contains(parent) || reachable.contains(parent))) {
                reachable.add(id);
            }
        }
        wanted.retainAll(reachable);
        if (wanted.isEmpty()) {
            first.ifPresent(missing -> refuse(operation, missing));
        }
    }

    /** The first revision that must be applied before these and is not among them. */
    private Optional<RevisionId> missing(Set<RevisionId> wanted) {
        Set<RevisionId> before = new LinkedHashSet<>(graph().closure(wanted));
        before.removeIf(id -> wanted.contains(id) || progress.done(id));
        return graph().byPhase(before).stream().findFirst();
    }

    private void refuse(Operation operation, RevisionId missing) {
        Phase phase = phase(missing);
        String command = phase == Phase.BASE ? "expand" : phase.word();
        throw new GateRefused(
                Gate.ORDER,
                operation.title() + " refused: the " + phase.word() + " revision \"" + missing
                        + "\" comes first and is not applied; run: emcee db " + command);
    }

    private Stream<Step> steps(RevisionId id) {
        Script script = set.script(id);
        if (script.migration().isPresent()) {
            boolean record = !recorded.test(script, script.lastPart());
            return Stream.of(Step.of(script, script.lastPart(), record));
        }
        return script.parts().stream()
                .filter(part -> !recorded.test(script, part))
                .map(part -> Step.of(script, part, true));
    }

    private Stream<RevisionId> parents(RevisionId id) {
        Revision revision = graph().revision(id);
        return revision.parents();
    }

    private Phase phase(RevisionId id) {
        return graph().revision(id).phase();
    }

    private RevisionGraph graph() {
        return set.graph();
    }
}
