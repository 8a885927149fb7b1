package io.emcee.tui.screen;

import io.emcee.engine.HistoryRow;
import io.emcee.revision.Revision;
import io.emcee.revision.RevisionId;
import io.emcee.script.AlembicFolder;
import io.emcee.script.AlembicScript;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One revision in full: what it is for, what it depends on, when it was applied, and its SQL. */
record Details(Script script, Optional<Facts> facts, Optional<RevisionId> closedBy) {
    private static final int LABEL = 12;

    static List<Span> of(RevisionId id, ConsoleState state, World world) {
        RevisionSet set = world.engine().set();
        if (set.alembic().isPresent()) {
            return shown(set.graph().revision(id), set.alembic().get());
        }
        return new Details(
                        world.engine().set().script(id),
                        state.facts(),
                        world.engine().set().graph().closedBy(id))
                .lines();
    }

    private List<Span> lines() {
        List<Span> lines = new ArrayList<>();
        Revision revision = script.revision();
        lines.add(Span.of(revision.summary(), Role.TITLE));
        lines.add(Span.of(""));
        add(lines, "Phase", revision.phase().word() + ", release " + revision.release());
        add(lines, "Follows", names(revision.downRevisions()));
        add(lines, "Depends on", names(revision.dependsOn()));
        add(lines, "Closed by", closedBy.map(RevisionId::text).orElse(""));
        add(lines, "File", script.file());
        applied().ifPresent(when -> add(lines, "Applied", when));
        script.migration().ifPresent(rows -> {
            add(lines, "Table", rows.table() + ", by " + String.join(", ", rows.key()));
            add(lines, "Pending", rows.pending());
        });
        facts.flatMap(known -> Optional.ofNullable(known.pending().get(script.id())))
                .ifPresent(rows -> add(lines, "Left", Figures.rows(rows) + " to migrate"));
        lines.add(Span.of(""));
        lines.addAll(sql(script));
        return lines;
    }

    /** Of a revision that has no script here. */
    private static List<Span> shown(Revision revision, AlembicFolder folder) {
        List<Span> lines = new ArrayList<>();
        AlembicScript script = folder.script(revision.id());
        lines.add(Span.of(revision.summary(), Role.TITLE));
        lines.add(Span.of(""));
        String release = revision.release().isEmpty() ? "" : ", release " + revision.release();
        add(lines, "Phase", revision.phase().word() + release);
        add(lines, "Follows", names(revision.downRevisions()));
        add(lines, "Depends on", names(revision.dependsOn()));
        add(lines, "Labels", String.join(", ", script.labels()));
        add(lines, "File", script.file());
        folder.problems(revision.id()).forEach(problem -> {
            lines.add(Span.of(""));
            lines.add(Span.of(problem.toString(), Role.WARNING));
        });
        return lines;
    }

    private static void add(List<Span> lines, String label, String value) {
        if (!value.isEmpty()) {
            lines.add(Span.of(Text.pad(label, LABEL) + value));
        }
    }

    private static String names(Collection<RevisionId> ids) {
        return ids.stream().map(RevisionId::text).collect(Collectors.joining(", "));
    }

    /** {@code 2026-11-20 22:04:05 UTC by maria@bastion in 1.2 s}. */
    private Optional<String> applied() {
        List<HistoryRow> rows = facts.map(known -> known.state()
                        .fold(
                                controlled -> controlled.records().rows(script.id()),
                                empty -> List.<HistoryRow>of(),
                                adoptable -> List.<HistoryRow>of(),
                                unknown -> List.<HistoryRow>of()))
                .orElse(List.of());
        Duration took = rows.stream().map(HistoryRow::took).reduce(Duration.ZERO, Duration::plus);
        return rows.stream()
                .reduce((earlier, later) -> later)
                .map(last -> Figures.moment(last.at()) + " by " + last.by() + " in " + Figures.time(took));
    }

    /** What a revision runs, part by part. */
    static List<Span> sql(Script script) {
        List<Span> lines = new ArrayList<>();
        if (script.placeholder()) {
            lines.add(Span.of("It changes nothing.", Role.DIM));
        }
        script.migration()
                .ifPresent(rows -> Text.lines(rows.statement()).forEach(line -> lines.add(Span.of(line, Role.CODE))));
        int parts = script.parts().size();
        script.parts().forEach(part -> {
            if (parts > 1) {
                String how = part.statements().isEmpty()
                        ? "only recorded"
                        : part.transactional() ? "one transaction" : "a statement by itself";
                lines.add(Span.of("part " + (part.number() + 1) + " of " + parts + ": " + how, Role.HEADER));
            }
            Text.lines(part.sql().strip()).stream()
                    .filter(line -> !part.statements().isEmpty())
                    .forEach(line -> lines.add(Span.of(line, Role.CODE)));
        });
        return lines;
    }
}
