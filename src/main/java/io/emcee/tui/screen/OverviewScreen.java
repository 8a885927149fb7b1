package io.emcee.tui.screen;

import io.emcee.engine.Gate;
import io.emcee.revision.Phase;
import io.emcee.revision.Progress;
import io.emcee.revision.RevisionGraph;
import io.emcee.revision.RevisionId;
import io.emcee.script.RevisionSet;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Canvas;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the database is: who looks at it, its version, the phases of the release at hand, the gates, what is soft-deleted. */
record OverviewScreen() implements Screen {
    private static final int LABEL = 14;

    @Override
    public List<Action> actions() {
        return List.of(Action.GO);
    }

    @Override
    public Optional<String> disabled(Action action, ConsoleState state) {
        return state.facts().isEmpty() ? Optional.of("The database has not answered yet.") : Optional.empty();
    }

    @Override
    public Step<ConsoleState> perform(Action action, ConsoleState state, World world) {
        ConsoleState next = state.with(Tab.UPGRADE);
        return next.screen().refreshed(next, world);
    }

    /** The soft-deleted rows stand on this screen too. */
    @Override
    public Step<ConsoleState> refreshed(ConsoleState state, World world) {
        return state.screen(Tab.TABLES).refreshed(state, world);
    }

    @Override
    public void view(Canvas canvas, ConsoleState state, World world) {
        if (state.facts().isEmpty()) {
            canvas.putWrapped(
                    1, state.trouble().orElse(" Connecting…"), state.trouble().isPresent() ? Role.ERROR : Role.DIM);
            return;
        }
        Drawing drawing =
                new Drawing(canvas.inset(1, 0), world, state, state.facts().get());
        drawing.draw();
    }

    /** One drawing of the screen, from the top down. */
    private static final class Drawing {
        private final Canvas canvas;
        private final World world;
        private final ConsoleState state;
        private final Facts facts;
        private final Progress progress;
        private int row;

        Drawing(Canvas canvas, World world, ConsoleState state, Facts facts) {
            this.canvas = canvas;
            this.world = world;
            this.state = state;
            this.facts = facts;
            this.progress = facts.progress();
        }

        void draw() {
            boolean roomy = canvas.rows() >= 18;
            row = roomy ? 1 : 0;
            identity();
            row += roomy ? 1 : 0;
            if (facts.obstacle().isPresent()) {
                obstacle(facts.obstacle().get());
            } else {
                phases();
                row += roomy ? 1 : 0;
                gates();
            }
            row += roomy ? 1 : 0;
            softDeleted();
        }

        private void identity() {
            RevisionSet set = world.engine().set();
            label("Database");
            text(facts.server().database() + ", schema " + facts.schema() + ", PostgreSQL "
                    + facts.server().version().split(" ", 2)[0]);
            label("You");
            text(facts.server().role()
                    + (facts.server().superuser() ? " (superuser)" : "")
                    + (facts.server().inRecovery() ? ", on a standby: nothing can be changed here" : ""));
            label("Revisions");
            text(set.name() + ", " + Figures.plural(set.graph().size(), "revision") + " in "
                    + Figures.plural(set.graph().releases().size(), "release"));
            label("Version");
            String version = progress.version().toString();
            canvas.put(LABEL, row, version.isEmpty() ? "none: the database is empty" : version, Role.TITLE);
            row++;
            label("Heads");
            text("expand " + head(Phase.EXPAND) + ", contract " + head(Phase.CONTRACT));
        }

        private String head(Phase phase) {
            String applied = progress.version().toString().isEmpty()
                    ? "none"
                    : graph().last(phase, progress.applied()::contains)
                            .map(RevisionId::text)
                            .orElse("none");
            String last = graph().head(phase).map(RevisionId::text).orElse("none");
            return applied.equals(last) ? applied : applied + " of " + last;
        }

        private void obstacle(String sentence) {
            label("State");
            Canvas rest = canvas.fromColumn(LABEL).fromRow(row);
            row += rest.putWrapped(0, sentence, Role.WARNING);
        }

        private void phases() {
            Optional<WalkStep> next = WalkStep.next(world.engine().set(), progress);
            label("Release");
            if (next.isEmpty()) {
                canvas.put(LABEL, row++, progress.release().orElse("") + ": every release is applied", Role.DONE);
                return;
            }
            String release = next.get().release();
            List<String> releases = graph().releases();
            text(release + ", " + (releases.indexOf(release) + 1) + " of " + releases.size());
            label("Phases");
            canvas.putAll(LABEL, row++, Track.of(world, progress, release));
            label("Next");
            canvas.putClipped(
                    LABEL,
                    row++,
                    canvas.columns() - LABEL,
                    Span.of(
                            world.glyphs().of(Glyph.NEXT) + " "
                                    + next.get().command(world.engine().set()),
                            Role.NEXT));
        }

        /** The gates before the contract that comes next. */
        private void gates() {
            Optional<RevisionId> contract = graph().byRelease().stream()
                    .filter(id -> graph().revision(id).phase() == Phase.CONTRACT && !progress.done(id))
                    .findFirst();
            if (contract.isEmpty()) {
                return;
            }
            label("Gates");
            canvas.put(LABEL, row++, "before " + contract.get(), Role.DIM);
            gate(Gate.ORDER, order(contract.get()));
            gate(Gate.DATA, data(contract.get()));
        }

        private void gate(Gate gate, Optional<String> closed) {
            Glyph glyph = closed.isPresent() ? Glyph.PENDING : Glyph.DONE;
            Role role = closed.isPresent() ? Role.PENDING : Role.DONE;
            String text = world.glyphs().of(glyph) + " " + gate.word() + ": "
                    + closed.map(why -> "closed, " + why).orElse("open");
            canvas.putClipped(LABEL, row++, canvas.columns() - LABEL, Span.of(text, role));
        }

        private Optional<String> order(RevisionId contract) {
            Set<RevisionId> before = graph().closure(List.of(contract));
            return graph().byPhase(before).stream()
                    .filter(id -> !id.equals(contract) && !progress.done(id))
                    .findFirst()
                    .map(id -> id + " comes first");
        }

        private Optional<String> data(RevisionId contract) {
            for (RevisionId migration : graph().awaitedBy(contract)) {
                Optional<Long> pending = Optional.ofNullable(facts.pending().get(migration));
                if (pending.isPresent()) {
                    return Optional.of(Figures.rows(pending.get()) + " of " + migration + " still to migrate");
                }
                if (!progress.done(migration)) {
                    return Optional.of(migration + " is not done");
                }
            }
            return Optional.empty();
        }

        private void softDeleted() {
            label("Soft-deleted");
            TablesScreen tables = (TablesScreen) state.screen(Tab.TABLES);
            List<Span> lines = new ArrayList<>(tables.summary(world, canvas.rows() - row));
            if (lines.isEmpty()) {
                lines.add(Span.of("reading the tables…", Role.DIM));
            }
            lines.forEach(span -> canvas.putClipped(LABEL, row++, canvas.columns() - LABEL, span));
        }

        private RevisionGraph graph() {
            return progress.graph();
        }

        private void label(String label) {
            canvas.put(0, row, label, Role.DIM);
        }

        private void text(String text) {
            canvas.putClipped(LABEL, row++, canvas.columns() - LABEL, Span.of(text));
        }
    }
}
