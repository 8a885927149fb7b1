package io.emcee.cli;

import io.emcee.engine.Confirmed;
import io.emcee.engine.Confirmed.Way;
import io.emcee.engine.Event;
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
     * @return what was said, for the journal; empty when there was nothing to ask
     * @throws Refusal when the answer is not the wanted one, or cannot be had; nothing was run
     */
    List<Event.Consent> ask(Plan plan) {
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
            return List.of(typeName("This drops data for good (" + String.join(", ", dropping)
                    + "), and only a backup brings it back."));
        }
        if (plan.operation() == Operation.CONTRACT && plan.steps().stream().anyMatch(Confirmation::changes)) {
            return List.of(agree("Contract cannot be undone. Go on? [y/N]"));
        }
        return List.of();
    }

    /** Asks for the database's name, after saying what is at stake. */
    Confirmed typeName(String stake) {
        String name = session.database().address().database();
        String question = "Type the database's name (" + name + ") to go on:";
        if (silent()) {
            return unasked(question);
        }
        say(stake);
        return expect(name, question, refused());
    }

    /** Asks for the pid of a session, after saying what would be done to it. Off a terminal {@code --yes} must say it. */
    Confirmed typePid(String stake, int pid) {
        String question = "Type its pid (" + pid + ") to go on:";
        if (context.options().yes) {
            return unasked(question);
        }
        if (!context.terminal().asks()) {
            throw new Refusal(ExitCode.STOPPED, UNASKED);
        }
        say(stake);
        return expect(String.valueOf(pid), question, new Refusal(ExitCode.STOPPED, "Not confirmed; nothing was done."));
    }

    /** Asks a question that is answered with y or n. */
    Confirmed agree(String question) {
        if (silent()) {
            return unasked(question);
        }
        String answer = answer(question);
        if (!List.of("y", "yes").contains(answer.toLowerCase(Locale.ROOT))) {
            throw refused();
        }
        return Confirmed.typed(question, answer);
    }

    private void say(String stake) {
        context.output().note(stake + (session.production() ? " The target is marked production." : ""));
    }

    private Confirmed expect(String wanted, String question, Refusal otherwise) {
        String answer = answer(question);
        if (!answer.equals(wanted)) {
            throw otherwise;
        }
        return Confirmed.typed(question, answer);
    }

    private Confirmed unasked(String question) {
        return Confirmed.untyped(question, context.options().yes ? Way.OPTION : Way.UNASKED);
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
