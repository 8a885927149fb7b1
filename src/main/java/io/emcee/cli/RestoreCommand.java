package io.emcee.cli;

import io.emcee.archive.Origin;
import io.emcee.archive.Restore;
import io.emcee.archive.RestorePlan;
import io.emcee.archive.RestoreRefused;
import io.emcee.archive.RunArchive;
import io.emcee.archive.Verification;
import io.emcee.engine.Engine;
import io.emcee.engine.LockedRun;
import io.emcee.engine.StopSignal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code emcee restore}: purged rows come back. As JSON the kind {@code restore} with the keys of {@link
 * RestorePlan#facts}, {@code done} and {@code sentence}.
 */
@Command(
        name = "restore",
        description = "Put the rows of an archive back into the database, parents first, all or nothing. Rows that are"
                + " there as they were archived count as never deleted.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:restored, or nothing to restore",
            "1:the archive is damaged or of something else",
            "6:rows conflict with the database, or its tables have changed; nothing was changed",
            "7:somebody else works on the database",
            "8:not confirmed"
        })
final class RestoreCommand implements Callable<Integer> {
    /** Conflicts that are printed one by one without {@code --json}. */
    private static final int PRINTED = 100;

    private final Context context;

    @Parameters(paramLabel = "DIR", description = "The archive of one run.")
    private Path folder = Path.of("");

    @Option(
            names = "--roots",
            split = ",",
            paramLabel = "ID",
            description = "Only these roots, with everything below them.")
    private List<String> roots = List.of();

    @Option(
            names = "--other-database",
            description = "The archive may come from another database, as when this one is a copy of it.")
    private boolean other;

    RestoreCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        RunArchive archive = RunArchive.open(folder);
        Session session = context.session();
        checkOrigin(archive.manifest().origin(), session);
        checkWhole(archive);
        Restore restore = new Restore(archive, roots);
        RestorePlan plan = session.engine().read("restore", restore::plan);
        print(plan);
        if (plan.conflicting() > 0) {
            throw new Refusal(
                    ExitCode.REFUSED,
                    "Restore refused, nothing was changed: " + rows(plan.conflicting()) + " cannot return.");
        }
        if (plan.restored() == 0 || context.options().dryRun) {
            String would = plan.restored() == 0 ? "Nothing to restore: " : "Would restore ";
            return result(plan, false, would + counted(plan));
        }
        new Confirmation(context, session)
                .agree("Restore " + rows(plan.restored()) + " into \"" + session.name() + "\"? [y/N]");
        RestorePlan done = run(session, archive, restore, plan);
        return result(done, true, "Restored " + counted(done));
    }

    private void checkOrigin(Origin origin, Session session) {
        if (!other && !origin.identity().equals(session.engine().identity())) {
            throw new Refusal(
                    ExitCode.ERROR,
                    "The archive \"" + folder + "\" comes from another database, \"" + origin.database()
                            + "\"; if its rows belong here all the same, add --other-database.");
        }
    }

    /** A damaged archive gives no half of a tree. */
    private void checkWhole(RunArchive archive) {
        archive.workers().stream()
                .map(worker -> worker.verify())
                .filter(found -> !found.whole())
                .findFirst()
                .ifPresent(RestoreCommand::refuse);
    }

    private static void refuse(Verification found) {
        throw new Refusal(
                ExitCode.ERROR,
                found.sentence() + " Nothing was restored; see: emcee archive verify " + found.folder());
    }

    private RestorePlan run(Session session, RunArchive archive, Restore restore, RestorePlan plan) {
        Map<String, Object> intent = new LinkedHashMap<>();
        intent.put("operation", "restore");
        intent.put("archive", archive.folder().toAbsolutePath().toString());
        intent.put("archived_run", archive.manifest().origin().run());
        intent.put("roots", roots);
        intent.put("rows", plan.restored());
        intent.put("sentence", "restore " + rows(plan.restored()) + " from " + archive.folder());
        StopSignal stop = new StopSignal();
        Restoring restoring = new Restoring(restore, stop);
        context.surroundings()
                .interrupts()
                .during(
                        () -> session.engine().work(new Engine.Errand("restore", intent, stop, restoring)),
                        stop::request);
        restoring.refusal.ifPresent(refused -> {
            throw refused;
        });
        return restoring.done.orElseThrow();
    }

    /** The work under the lock. */
    private static final class Restoring implements LockedRun.Work {
        private final Restore restore;
        private final StopSignal stop;
        private Optional<RestorePlan> done = Optional.empty();
        private Optional<RestoreRefused> refusal = Optional.empty();

        Restoring(Restore restore, StopSignal stop) {
            this.restore = restore;
            this.stop = stop;
        }

        @Override
        public LockedRun.End go(LockedRun run) throws SQLException {
            try (Connection writer = run.writer("restore")) {
                run.check();
                RestorePlan result = restore.run(writer, new LiftedTombstones(), stop::check);
                done = Optional.of(result);
                return new LockedRun.End(ExitCode.DONE, "Restored " + counted(result), counts(result));
            } catch (RestoreRefused refused) {
                refusal = Optional.of(refused);
                return new LockedRun.End(refused.exitCode(), String.valueOf(refused.getMessage()), Map.of());
            }
        }
    }

    /** For the journal, which keeps no rows. */
    private static Map<String, Object> counts(RestorePlan plan) {
        Map<String, Object> facts = plan.facts();
        facts.keySet().removeAll(List.of("conflicting", "conflicts"));
        return facts;
    }

    private void print(RestorePlan plan) {
        if (context.output().json()) {
            return;
        }
        Columns columns = new Columns().row("TABLE", "TO RESTORE", "THERE ALREADY");
        plan.tables()
                .forEach(table -> columns.row(
                        table.name().toString(), String.valueOf(table.restored()), String.valueOf(table.there())));
        columns.lines().forEach(context.output()::line);
        plan.conflicts().stream()
                .limit(PRINTED)
                .forEach(conflict -> context.output().line("conflict: " + conflict));
        if (plan.conflicting() > PRINTED) {
            context.output().line("and " + (plan.conflicting() - PRINTED) + " more conflicts");
        }
    }

    private int result(RestorePlan plan, boolean done, String sentence) {
        Map<String, Object> facts = plan.facts();
        facts.put("done", done);
        facts.put("sentence", sentence);
        context.output().result(sentence, "restore", facts);
        return ExitCode.DONE;
    }

    /** {@code 27 rows of 2 tables; 3 rows were there already.} */
    private static String counted(RestorePlan plan) {
        long tables =
                plan.tables().stream().filter(table -> table.restored() > 0).count();
        String there = plan.there() == 0
                ? ""
                : "; " + rows(plan.there()) + (plan.there() == 1 ? " was" : " were") + " there already";
        return rows(plan.restored()) + " of " + (tables == 1 ? "1 table" : tables + " tables") + there + ".";
    }

    private static String rows(long count) {
        return count + (count == 1 ? " row" : " rows");
    }
}
