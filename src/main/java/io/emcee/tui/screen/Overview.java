package io.emcee.tui.screen;

import io.emcee.engine.GateState;
import io.emcee.json.Problem;
import io.emcee.revision.Phase;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.script.AlembicFolder;
import io.emcee.script.RevisionSet;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the overview says: who looks at which database, its version, the release at hand, the gates, what is
 * soft-deleted. On a small terminal what matters most comes first, and the rest is left out from the end.
 */
record Overview(Canvas canvas, Facts facts, World world, TablesScreen tables) {
    /** From so many rows on, everything is shown in the order of reading, with blank rows between. */
    private static final int ROOMY = 18;
    /** So many problems are shown. */
    private static final int MOST = 5;

    /** A label and what stands beside it, row by row. */
    private record Entry(String label, List<List<Span>> rows, boolean wrapped) {
        String narrow() {
            return label.replace(" head", "").replace("Soft-d", "D");
        }

        static Entry of(String label, String text) {
            return new Entry(label, List.of(List.of(Span.of(text))), true);
        }

        static Entry of(String label, String text, Role role) {
            return new Entry(label, List.of(List.of(Span.of(text, role))), true);
        }
    }

    void draw() {
        List<Entry> version = version();
        List<List<Entry>> blocks = roomy()
                ? List.of(identity(), version, release(), gates(), softDeleted())
                : List.of(release(), version.subList(0, 1), gates(), softDeleted(), version.subList(1, 3), identity());
        int row = roomy() ? 1 : 0;
        for (List<Entry> block : blocks) {
            for (Entry entry : block) {
                canvas.put(0, row, wide() ? entry.label() : entry.narrow(), Role.DIM);
                row = draw(entry, row);
            }
            row += roomy() && !block.isEmpty() ? 1 : 0;
        }
    }

    /** The row after it. */
    private int draw(Entry entry, int row) {
        Canvas beside = canvas.fromColumn(label());
        int at = row;
        for (List<Span> spans : entry.rows()) {
            if (spans.size() == 1 && entry.wrapped()) {
                at = beside.putWrapped(at, spans.get(0).text(), spans.get(0).role());
            } else if (spans.size() == 1) {
                beside.putClipped(0, at++, beside.columns(), spans.get(0));
            } else {
                beside.putAll(0, at++, spans);
            }
        }
        return at;
    }

    private boolean roomy() {
        return canvas.rows() >= ROOMY;
    }

    private boolean wide() {
        return canvas.columns() >= 60;
    }

    /** The columns of the labels. */
    private int label() {
        return wide() ? 15 : 10;
    }

    private List<Entry> identity() {
        RevisionSet set = world.engine().set();
        String superuser = facts.server().superuser() ? " (superuser)" : "";
        String standby = facts.server().inRecovery() ? ", on a standby: nothing can be changed here" : "";
        String from = facts.folder().isPresent()
                ? ", an Alembic folder"
                : " in " + Figures.plural(set.graph().releases().size(), "release");
        return List.of(
                Entry.of(
                        "Database",
                        facts.server().database() + ", schema " + facts.schema() + ", PostgreSQL "
                                + facts.serverVersion()),
                Entry.of("You", facts.server().role() + superuser + standby),
                Entry.of(
                        "Revisions",
                        set.name() + ", " + Figures.plural(set.graph().size(), "revision") + from));
    }

    private List<Entry> version() {
        boolean empty = facts.state().fold(controlled -> false, none -> true, adoptable -> false, unknown -> false);
        String none = empty ? "none: the database is empty" : "none";
        if (facts.folder().isPresent()) {
            return List.of(
                    Entry.of("Version", facts.versionWords().isEmpty() ? none : facts.versionWords(), Role.TITLE),
                    Entry.of("Heads", heads(facts.folder().get())),
                    Entry.of("Applied", GraphLayout.applied(facts.progress())));
        }
        return List.of(
                Entry.of(
                        "Version",
                        facts.version().isEmpty() ? none : facts.version().toString(),
                        Role.TITLE),
                Entry.of("Expand head", head(Phase.EXPAND)),
                Entry.of("Contract head", head(Phase.CONTRACT)));
    }

    private static String heads(AlembicFolder folder) {
        return folder.heads().stream().map(RevisionId::text).collect(Collectors.joining(", "));
    }

    private String head(Phase phase) {
        String last = graph().head(phase).map(RevisionId::text).orElse("none");
        String applied = graph().last(phase, facts.progress().applied()::contains)
                .map(RevisionId::text)
                .orElse("none");
        return applied.equals(last) ? applied : applied + " of " + last;
    }

    private List<Entry> release() {
        if (facts.obstacle().isPresent()) {
            Entry state = Entry.of("State", facts.obstacle().get(), Role.WARNING);
            List<Entry> entries = new ArrayList<>(List.of(state));
            entries.addAll(problems());
            if (facts.adoptable()) {
                entries.add(next("emcee db version_control"));
            }
            return entries;
        }
        if (facts.next().isEmpty()) {
            String done = facts.progress().release().orElse("") + ": every release is applied";
            return List.of(Entry.of("Release", world.glyphs().of(Glyph.DONE) + " " + done, Role.DONE));
        }
        WalkStep next = facts.next().get();
        List<String> releases = graph().releases();
        int width = canvas.columns() - label();
        return List.of(
                Entry.of(
                        "Release",
                        next.release() + ", " + (releases.indexOf(next.release()) + 1) + " of " + releases.size()),
                new Entry(
                        "Phases", Track.lines(Track.of(world, facts.progress(), next.release(), width), width), false),
                next(next.command(world.engine().set())));
    }

    /** What Enter leads to. */
    private Entry next(String command) {
        String shown = wide() ? command : command.replace("emcee db ", "");
        return Entry.of("Next", world.glyphs().of(Glyph.NEXT) + " " + shown, Role.NEXT);
    }

    /** What is wrong with an Alembic folder, from the top. */
    private List<Entry> problems() {
        List<Problem> problems = facts.folder().map(AlembicFolder::problems).orElse(List.of());
        List<List<Span>> rows = problems.stream()
                .limit(roomy() ? MOST : 1)
                .map(problem -> List.of(Span.of(problem.toString(), Role.WARNING)))
                .toList();
        return rows.isEmpty() ? List.of() : List.of(new Entry(Figures.plural(problems.size(), "problem"), rows, false));
    }

    private List<Entry> gates() {
        if (facts.gates().isEmpty() || facts.obstacle().isPresent()) {
            return List.of();
        }
        List<List<Span>> rows = new ArrayList<>();
        if (roomy()) {
            facts.progress().nextContract().ifPresent(next -> rows.add(List.of(Span.of("before " + next, Role.DIM))));
        }
        facts.gates().forEach(gate -> rows.add(List.of(line(gate))));
        return List.of(new Entry("Gates", rows, false));
    }

    private Span line(GateState gate) {
        Optional<String> closed = gate.closed();
        String glyph = world.glyphs().of(closed.isPresent() ? Glyph.PENDING : Glyph.DONE);
        String state = gate.gate().word() + ": " + closed.orElse("open");
        return Span.of(glyph + " " + state, closed.isPresent() ? Role.PENDING : Role.DONE);
    }

    private List<Entry> softDeleted() {
        if (tables.reading() != TablesScreen.Reading.READ) {
            boolean failed = tables.reading() == TablesScreen.Reading.FAILED;
            return List.of(Entry.of(
                    "Soft-deleted",
                    failed ? "unknown: the tables could not be read" : "reading the tables…",
                    Role.DIM));
        }
        TableCells cells = new TableCells(tables.tables(), world.clock().instant());
        List<List<Span>> lines = new ArrayList<>();
        lines.add(List.of(Span.of(wide() ? tables.sum() : tables.tables().shortSum())));
        tables.tables().most(roomy() ? 3 : 0).forEach(table -> lines.add(List.of(cells.line(table))));
        return List.of(new Entry("Soft-deleted", lines, false));
    }

    private RevisionGraph graph() {
        return facts.progress().graph();
    }
}
