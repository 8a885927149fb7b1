package io.emcee.tui.screen;

import io.emcee.backup.Backups;
import io.emcee.engine.Backup;
import io.emcee.tui.loop.Effect;
import io.emcee.tui.loop.Step;
import io.emcee.tui.paint.Role;
import io.emcee.tui.paint.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Before the first expand: where the way back is.
 *
 * @param trouble why what was said is not accepted; empty before something was
 */
record BackupCard(WalkStep work, Optional<String> trouble) implements Card {
    private static final String LOOKING = "Looking into the backup…";

    @Override
    public String release() {
        return work.release();
    }

    @Override
    public String label() {
        return "say where";
    }

    @Override
    public Step<ConsoleState> go(UpgradeScreen screen, ConsoleState state, World world) {
        return Step.of(state.open(GateLine.of(
                "Backup",
                "Type the path of a dump, or of what pgBackRest, WAL-G or Barman say as JSON, or in words where it is:",
                (line, closed, here) -> Step.of(closed.say(LOOKING, Role.DIM), accept(line, here)))));
    }

    private Effect<ConsoleState> accept(String line, World world) {
        return send -> {
            try {
                Backups backups = new Backups(
                        world.database(),
                        world.engine().schema(),
                        world.engine().gates().age(),
                        world.places());
                Backup backup = backups.accept(line);
                world.engine().backups().accept(backup);
                send.accept(model -> accepted(model, world));
            } catch (RuntimeException refused) {
                String why = Inquiry.sentence(refused);
                send.accept(model -> Step.of(shown(model, new BackupCard(work, Optional.of(why)))));
            }
        };
    }

    /** The journal keeps it for the whole walk; the step goes on. */
    private Step<ConsoleState> accepted(ConsoleState state, World world) {
        ConsoleState silent = state.silentIf(LOOKING);
        UpgradeScreen screen = (UpgradeScreen) silent.screen(Tab.UPGRADE);
        return screen.card() instanceof BackupCard && silent.running().isEmpty()
                ? screen.run(work, silent, world)
                : Step.of(silent);
    }

    private static ConsoleState shown(ConsoleState state, BackupCard card) {
        ConsoleState silent = state.silentIf(LOOKING);
        UpgradeScreen screen = (UpgradeScreen) silent.screen(Tab.UPGRADE);
        return screen.card() instanceof BackupCard ? silent.with(Tab.UPGRADE, screen.with(card)) : silent;
    }

    @Override
    public Card follow(Facts facts, World world) {
        return work.open(facts.progress()) ? this : Card.next(facts, world);
    }

    @Override
    public List<Span> lines(World world, ConsoleState state, UpgradeScreen screen) {
        List<Span> lines = new ArrayList<>();
        lines.add(Span.of("Before " + work.last() + ": where is the backup?", Role.HEADER));
        lines.add(Span.of(""));
        lines.add(
                Span.of("There is no downgrade, so a backup is the only way back. What you say is looked into where it"
                        + " is a file, and stands in the journal."));
        trouble.ifPresent(why -> {
            lines.add(Span.of(""));
            lines.add(Span.of(why, Role.ERROR));
        });
        return lines;
    }

    @Override
    public List<Span> closing(World world, ConsoleState state) {
        return List.of(Span.of("Enter asks for it.", Role.NEXT));
    }
}
