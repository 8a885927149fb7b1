package io.emcee.tui.screen;

import io.emcee.revision.CompositeVersion;
import io.emcee.revision.Phase;
import io.emcee.revision.Revision;
import io.emcee.script.RevisionSet;
import io.emcee.script.Script;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Glyph;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import io.emcee.tui.paint.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the walk shows while nothing runs. */
sealed interface Card {
    /** The release it is about; empty for none. */
    String release();

    /** What the footer calls Enter. */
    default String label() {
        return "go on";
    }

    /** What Enter does. */
    Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world);

    /** Why Enter does nothing; empty when it does something. */
    default Optional<String> nothingToDo() {
        return Optional.empty();
    }

    /** The card after the facts have changed. */
    default Card follow(Facts facts, World world) {
        return this;
    }

    /** What there is to read; may be longer than the screen. */
    List<Span> lines(World world, ConsoleState state, UpgradeScreen screen);

    /** What must be seen before Enter is pressed, however long the text is. */
    default List<Span> closing(World world) {
        return List.of();
    }

    /** The card for what comes next, as the facts say. */
    static Card next(Facts facts, World world) {
        RevisionSet set = world.engine().set();
        return facts.next()
                .<Card>map(step -> step.whole(set) ? new Ready(step) : new Preflight(step))
                .orElseGet(Finished::new);
    }

    /** The facts are not there yet. */
    record Waiting() implements Card {
        @Override
        public String release() {
            return "";
        }

        @Override
        public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
            return Step.of(state);
        }

        @Override
        public Card follow(Facts facts, World world) {
            return next(facts, world);
        }

        @Override
        public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
            return List.of();
        }
    }

    /** Before a release: what it brings and whether the database is fit for it. */
    record Preflight(WalkStep first) implements Card {
        @Override
        public String release() {
            return first.release();
        }

        @Override
        public String label() {
            return "next step";
        }

        @Override
        public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
            Optional<String> obstacle = Preflights.obstacle(state.facts().orElseThrow());
            return obstacle.map(why -> Step.of(state.say(why, Role.WARNING)))
                    .orElseGet(() -> screen.beginRelease(first, state));
        }

        /** Somebody else may have gone on meanwhile. */
        @Override
        public Card follow(Facts facts, World world) {
            return next(facts, world);
        }

        @Override
        public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
            return Preflights.lines(first, world, state.facts().orElseThrow());
        }

        @Override
        public List<Span> closing(World world) {
            return List.of(Span.of("Enter shows the next step.", Role.NEXT));
        }
    }

    /** A step to be read and confirmed. */
    record Ready(WalkStep work) implements Card {
        @Override
        public String release() {
            return work.release();
        }

        @Override
        public String label() {
            return "run it";
        }

        @Override
        public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
            RevisionSet set = world.engine().set();
            if (!work.dropsData(set)) {
                return screen.run(work, state, world);
            }
            String database = world.database().address().database();
            String warning = work.last() + " drops data for good; only a backup brings it back.";
            return Step.of(state.open(
                    TypedConfirmation.of(database, warning, closed -> screen.run(work, closed.model(), world))));
        }

        @Override
        public Card follow(Facts facts, World world) {
            boolean open =
                    work.revisions().stream().anyMatch(id -> !facts.progress().done(id));
            return open ? this : next(facts, world);
        }

        @Override
        public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
            RevisionSet set = world.engine().set();
            List<Span> lines = new ArrayList<>();
            work.scripts(set).stream().filter(script -> !script.placeholder()).forEach(script -> {
                lines.add(Span.of(
                        title(script.revision()),
                        GraphLayout.role(script.revision().phase())));
                lines.add(Span.of(""));
                rowsLeft(script, state).ifPresent(lines::add);
                lines.addAll(Details.sql(script));
                lines.addAll(new ForecastLines(state.forecast()).of(script.id()));
                lines.add(Span.of(""));
            });
            if (work.placeholders(set)) {
                String these = work.revisions().size() == 1 ? "the revision is" : "these revisions are";
                lines.add(Span.of((work.whole(set) ? "Nothing changes in " + work.release() : "Nothing changes here")
                        + "; " + these + " only recorded:"));
                work.scripts(set).forEach(script -> lines.add(Span.of("  " + title(script.revision()), Role.DIM)));
                lines.add(Span.of(""));
            }
            return lines;
        }

        @Override
        public List<Span> closing(World world) {
            RevisionSet set = world.engine().set();
            return List.of(consequence(work, set), Span.of("Enter runs it, as would: " + work.command(set), Role.NEXT));
        }

        private static String title(Revision revision) {
            return revision.phase().word() + ": " + revision.id() + ", " + revision.summary();
        }

        private static Optional<Span> rowsLeft(Script script, ConsoleState state) {
            return state.facts()
                    .flatMap(facts -> Optional.ofNullable(facts.pending().get(script.id())))
                    .map(rows -> Span.of(Figures.rows(rows) + " to migrate, in batches; it can be stopped and gone on"
                            + " with at any time."));
        }

        /** What the operator must know before Enter. */
        private static Span consequence(WalkStep work, RevisionSet set) {
            if (work.dropsData(set)) {
                return Span.of(
                        "Point of no return: this drops data for good. Enter asks for the database's name.",
                        Role.DANGER);
            }
            if (work.placeholders(set)) {
                return Span.of("Old and new services go on as before.", Role.DIM);
            }
            Phase phase = work.phases(set).get(0);
            return switch (phase) {
                case BASE, EXPAND ->
                    Span.of("Old services go on working. If it fails, nothing of the failed part stays.", Role.DIM);
                case MIGRATE -> Span.of("Old and new services go on working while rows are migrated.", Role.DIM);
                case CONTRACT ->
                    Span.of(
                            "Services of the release before must be gone now: this is the point of no return.",
                            Role.WARNING);
            };
        }
    }

    /** A step ended well; the database is being asked where it is. */
    record Done(WalkStep work) implements Card {
        @Override
        public String release() {
            return work.release();
        }

        @Override
        public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
            return Step.of(state);
        }

        @Override
        public Card follow(Facts facts, World world) {
            Optional<WalkStep> next = facts.next();
            if (next.filter(step -> step.release().equals(work.release())).isPresent()) {
                return new Ready(next.get());
            }
            return work.whole(world.engine().set()) ? next(facts, world) : new Summary(work.release());
        }

        @Override
        public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
            return List.of(Span.of("Done. Asking the database where it is now…", Role.DIM));
        }
    }

    /** A step did not end well. */
    record Failed(WalkStep work, String sentence, boolean stopped) implements Card {
        @Override
        public String release() {
            return work.release();
        }

        @Override
        public String label() {
            return "look again";
        }

        @Override
        public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
            UpgradeScreen again = screen.with(new Ready(work));
            return again.refreshed(state.with(Tab.UPGRADE, again), world);
        }

        @Override
        public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
            List<Span> lines = new ArrayList<>();
            String title = world.glyphs().of(stopped ? Glyph.WARNING : Glyph.ERROR) + " " + work.last()
                    + (stopped ? " was stopped" : " did not succeed");
            lines.add(Span.of(title, stopped ? Role.WARNING : Role.ERROR));
            lines.add(Span.of(""));
            lines.add(Span.of(sentence));
            return lines;
        }

        @Override
        public List<Span> closing(World world) {
            return List.of(Span.of("Enter looks at the step again.", Role.NEXT));
        }
    }

    /** A release is complete. */
    record Summary(String release) implements Card {
        @Override
        public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
            UpgradeScreen fresh = UpgradeScreen.start();
            return fresh.refreshed(state.with(Tab.UPGRADE, fresh), world);
        }

        @Override
        public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
            List<Span> lines = new ArrayList<>();
            lines.add(Span.of(world.glyphs().of(Glyph.DONE) + " Release " + release + " is complete.", Role.DONE));
            lines.add(Span.of(""));
            screen.results().forEach(result -> lines.add(Span.of(line(result))));
            Duration all = screen.results().stream().map(StepResult::took).reduce(Duration.ZERO, Duration::plus);
            lines.add(Span.of(""));
            lines.add(Span.of(
                    "From " + screen.before().map(CompositeVersion::toString).orElse("nothing") + " to "
                            + state.facts().orElseThrow().version() + " in " + Figures.time(all) + "."));
            return lines;
        }

        @Override
        public List<Span> closing(World world) {
            return List.of(Span.of("Enter goes on.", Role.NEXT));
        }

        private static String line(StepResult result) {
            String rows = result.rows() > 0 ? ", " + Figures.rows(result.rows()) : "";
            String name = result.work().revisions().size() == 1
                    ? result.work().last().text()
                    : Figures.plural(result.work().revisions().size(), "revision") + " up to "
                            + result.work().last();
            return Text.padLeft(Figures.time(result.took()), 11) + "  " + name + rows;
        }
    }

    /** Every release is complete. */
    record Finished() implements Card {
        @Override
        public String release() {
            return "";
        }

        @Override
        public Optional<String> nothingToDo() {
            return Optional.of("Every release is applied; there is nothing to run.");
        }

        @Override
        public Card follow(Facts facts, World world) {
            return next(facts, world);
        }

        @Override
        public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
            return Step.of(state);
        }

        @Override
        public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
            Facts facts = state.facts().orElseThrow();
            return List.of(
                    Span.of(
                            world.glyphs().of(Glyph.DONE) + " The database is at "
                                    + facts.progress().release().orElse("its newest release") + ", "
                                    + facts.version() + ".",
                            Role.DONE),
                    Span.of(""),
                    Span.of("Every revision of the set " + world.engine().set().name() + " is applied."));
        }
    }
}
