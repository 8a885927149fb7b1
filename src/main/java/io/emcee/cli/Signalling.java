package io.emcee.cli;

import io.emcee.catalog.Blocker;
import io.emcee.catalog.SessionAct;
import io.emcee.catalog.SessionControl;
import io.emcee.engine.Confirmed;
import io.emcee.engine.Event;
import java.util.Optional;

/**
 * Does something to another session, after the pid was typed or {@code --yes} given. As JSON the kind
 * {@code session_signalled}, an event.
 */
final class Signalling {
    private final Context context;
    private final Session session;

    Signalling(Context context, Session session) {
        this.context = context;
        this.session = session;
    }

    int run(SessionAct act, int pid) {
        Blocker other = session.engine()
                .signals()
                .session(pid)
                .orElseThrow(() -> new Refusal(
                        ExitCode.ERROR, "No session of \"" + session.name() + "\" has the pid " + pid + "."));
        Optional<String> against = other.against(act);
        if (against.isPresent()) {
            throw new Refusal(ExitCode.ERROR, SessionControl.refused(act, pid, against.get()));
        }
        String stake = stake(act, other);
        if (context.options().dryRun) {
            context.output().note("Would do this: " + stake);
            return ExitCode.DONE;
        }
        Confirmed confirmed = new Confirmation(context, session).typePid(stake, pid);
        Event.SessionSignalled event = session.engine().signals().send(act, other, confirmed, any -> {});
        if (context.output().json()) {
            context.output().event(event);
        } else {
            context.output().line(event.sentence());
        }
        return event.done() ? ExitCode.DONE : ExitCode.ERROR;
    }

    private static String stake(SessionAct act, Blocker other) {
        String query = other.query()
                .map(sql -> " It runs, or ran last: " + sql.strip().replaceAll("\\s+", " "))
                .orElse("");
        return switch (act) {
            case CANCEL -> "This cancels the statement of " + other + "; its client gets an error." + query;
            case TERMINATE -> "This ends the session of " + other + "; its transaction is undone." + query;
        };
    }
}
