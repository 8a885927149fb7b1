package io.emcee.cli;

import io.emcee.engine.Operation;
import io.emcee.engine.Plan;
import io.emcee.engine.Step;
import java.util.List;
import java.util.Locale;

/** Asks before something is lost for good. Off a terminal nothing asks: a script does what it was told. */
final class Confirmation {
    private static final String UNASKED = "This needs a confirmation, which cannot be given here; add --yes.";

    private final Context context;
    private final Session session;

    Confirmation(Context context, Session session) {
        this.context = context;
        this.session = session;
    }

    /**
     * Asks about a plan that drops data, and about any contract that does something.
     *
     * @throws Refusal when the answer is not the wanted one, or cannot be had; nothing was run
     */
    void ask(Plan plan) {
        if (plan.dropsData()) {
            List<String> dropping = plan.steps().stream()
                    .filter(step -> step.script().dropsData())
                    .map(step -> step.id().text())
                    .distinct()
                    .toList();
            session.engine()
                    .drains()
                    .lost(plan)
                    .forEach(lost -> context.output().note("Gone for good: " + lost));
            typeName("This drops data for good (" + String.join(", ", dropping)
                    + "), and only a backup brings it back.");
        } else if (plan.operation() == Operation.CONTRACT
                && plan.steps().stream().anyMatch(Confirmation::changes)) {
            agree("Contract cannot be undone. Go on? [y/N]");
        }
    }

    /** Asks for the database's name, after saying what is at stake. */
    void typeName(String stake) {
        if (silent()) {
            return;
        }
        String name = session.database().address().database();
        context.output().note(stake + (session.production() ? " The target is marked production." : ""));
        if (!answer("Type the database's name (" + name + ") to go on:").equals(name)) {
            throw refused();
        }
    }

    /** Asks for the pid of a session, after saying what would be done to it. Off a terminal {@code --yes} must say it. */
    void typePid(String stake, int pid) {
        if (context.options().yes) {
            return;
        }
        if (!context.terminal().asks()) {
            throw new Refusal(ExitCode.STOPPED, UNASKED);
        }
        context.output().note(stake + (session.production() ? " The target is marked production." : ""));
        if (!answer("Type its pid (" + pid + ") to go on:").equals(String.valueOf(pid))) {
            throw new Refusal(ExitCode.STOPPED, "Not confirmed; nothing was done.");
        }
    }

    /** Asks a question that is answered with y or n. */
    void agree(String question) {
        if (!silent() && !List.of("y", "yes").contains(answer(question).toLowerCase(Locale.ROOT))) {
            throw refused();
        }
    }

    private static boolean changes(Step step) {
        return !step.script().placeholder();
    }

    private boolean silent() {
        return context.options().yes || !context.terminal().attended();
    }

    private String answer(String question) {
        if (!context.terminal().asks()) {
            throw new Refusal(ExitCode.STOPPED, UNASKED);
        }
        return context.terminal().answer(Output.harmless(question)).orElse("");
    }

    private static Refusal refused() {
        return new Refusal(ExitCode.STOPPED, "Not confirmed; nothing was run.");
    }
}
