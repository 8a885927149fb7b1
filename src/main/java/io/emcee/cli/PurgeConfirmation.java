package io.emcee.cli;

import io.emcee.catalog.QualifiedName;
import io.emcee.engine.Gate;
import io.emcee.engine.GateRefused;
import io.emcee.purge.PurgePlan;
import io.emcee.script.Guard;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks before rows are purged: for their number, and of a guarded table for its name, after all there is to know. */
final class PurgeConfirmation {
    private final Context context;
    private final Session session;
    private final List<String> said;

    /** @param said the guarded tables that the command line confirms */
    PurgeConfirmation(Context context, Session session, List<String> said) {
        this.context = context;
        this.session = session;
        this.said = said;
    }

    /**
     * Asks.
     *
     * @return what was typed or said, by what it was asked for
     * @throws GateRefused when a guarded table is not confirmed
     * @throws Refusal when the answer is another one
     */
    Map<String, String> ask(PurgePlan plan, boolean archived) {
        Map<String, String> answers = new LinkedHashMap<>();
        plan.guards().forEach((table, guard) -> answers.put(table.toString(), guarded(plan, table, guard)));
        if (answers.isEmpty() && !context.options().yes && context.terminal().attended()) {
            answers.put("rows", counted(plan, archived));
        }
        return answers;
    }

    private String guarded(PurgePlan plan, QualifiedName table, Guard guard) {
        if (context.terminal().attended()) {
            guard.notice().lines().forEach(context.output()::note);
            context.output().note("");
        }
        if (said.contains(table.name())) {
            return "--confirm " + table.name();
        }
        if (!context.terminal().asks()) {
            throw new GateRefused(
                    Gate.GUARD,
                    "Purge refused: the table \"" + table.name() + "\" is guarded (" + guard.reason()
                            + "); say that it is meant: --confirm " + table.name()
                            + " (scripts for glance-manage need this one more option).");
        }
        stake(plan, false);
        String typed = context.terminal()
                .answer(Output.harmless("Type the table's name (" + table.name() + ") to go on:"))
                .orElse("");
        if (!typed.equals(table.name())) {
            throw new Refusal(ExitCode.REFUSED, "Not confirmed; nothing was purged.");
        }
        return typed;
    }

    private String counted(PurgePlan plan, boolean archived) {
        if (!context.terminal().asks()) {
            throw new Refusal(ExitCode.STOPPED, "This needs a confirmation, which cannot be given here; add --yes.");
        }
        long roots = stake(plan, archived);
        String typed = context.terminal()
                .answer("Type the number of rows (" + roots + ") to go on:")
                .orElse("");
        if (!typed.equals(String.valueOf(roots))) {
            throw new Refusal(ExitCode.STOPPED, "Not confirmed; nothing was purged.");
        }
        return typed;
    }

    /** Says what would go, and answers how many roots. */
    private long stake(PurgePlan plan, boolean archived) {
        long all = 0;
        for (PurgePlan.Root root : plan.roots()) {
            long roots = plan.eligible(root);
            all += roots;
            if (roots > 0) {
                // 1,200 rows of public.images, with 3,100 below them
                long below = root.counts().below().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
                boolean limited = roots < root.counts().eligible();
                context.output()
                        .note(number(roots)
                                + (roots == 1 ? " row of " : " rows of ")
                                + root.table()
                                + (below == 0
                                        ? ""
                                        : ", with " + (limited ? "some of " : "") + number(below) + " below them"));
            }
        }
        context.output()
                .note("They were deleted before " + plan.cutoff().words(ZoneId.systemDefault()) + " and go for good; "
                        + (archived ? "the archive keeps them." : "only a backup brings them back.")
                        + (session.production() ? " The target is marked production." : ""));
        return all;
    }

    private static String number(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }
}
