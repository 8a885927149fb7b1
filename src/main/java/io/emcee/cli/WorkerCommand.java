package io.emcee.cli;

import io.emcee.database.Password;
import io.emcee.engine.Event;
import io.emcee.engine.GateRefused;
import io.emcee.engine.Plan;
import io.emcee.engine.StopSignal;
import io.emcee.json.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code emcee worker}: the process of one run, started by {@link Workers}. It reads a line with the {@link Order} from
 * its standard input, and after it the password. On its standard output it prints a line of JSON for each event before
 * the run begins, then the last: that it has begun, that there is nothing to do, or that it is refused and why.
 */
@Command(name = "worker", hidden = true)
final class WorkerCommand implements Callable<Integer> {
    /** With the key {@code run}. */
    static final String BEGUN = "run_started";

    static final String NOTHING = "nothing";
    /** With the keys {@code exit_code}, {@code sentence} and {@code gate}, which may be null. */
    static final String REFUSED = "refused";

    private final Context context;
    private final PrintStream starter;
    private boolean answered;

    WorkerCommand(Context context) {
        this.context = context;
        this.starter = context.surroundings().out();
    }

    @Override
    public Integer call() throws IOException {
        // Loaded while the operator still reads what there is to confirm.
        context.revisions();
        String input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        int end = input.indexOf('\n');
        if (end < 0) {
            return ExitCode.DONE;
        }
        try {
            run(Order.read(input.substring(0, end)), new Password(input.substring(end + 1)));
            answer(NOTHING, Map.of());
            return ExitCode.DONE;
        } catch (RuntimeException refused) {
            answer(REFUSED, facts(refused));
            throw refused;
        }
    }

    private void run(Order order, Password password) {
        Session session = context.session(password);
        new Approved(session).check(order);
        Plan plan = OwnRunner.planned(session.engine(), order);
        StopSignal stop = new StopSignal();
        RunReport report = new RunReport(context);
        settled(
                session,
                () -> context.surroundings()
                        .interrupts()
                        .during(
                                () -> session.engine().run(plan, order.answers(), event -> tell(event, report), stop),
                                stop::request));
        context.output().note(Wording.done(plan, report.rows()));
    }

    private static void settled(Session session, Runnable work) {
        try {
            work.run();
        } finally {
            session.engine().hooks().settle();
        }
    }

    private void tell(Event event, RunReport report) {
        if (event instanceof Event.RunStarted started) {
            context.output()
                    .note("Run " + started.run() + ": " + started.operation().word() + " to " + started.target());
        }
        answer(event.kind(), event.facts());
        report.accept(event);
    }

    private static Map<String, Object> facts(RuntimeException refused) {
        Failure failure = Failure.of(refused);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("exit_code", failure.exitCode());
        facts.put("sentence", failure.sentence());
        facts.put("gate", refused instanceof GateRefused closed ? closed.gate().word() : "");
        return facts;
    }

    /** Who has started this process listens until it knows whether the run has begun. */
    private void answer(String kind, Map<String, Object> facts) {
        if (!answered) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("kind", kind);
            line.putAll(facts);
            starter.println(Json.line(line));
            starter.flush();
            answered = kind.equals(BEGUN) || kind.equals(NOTHING) || kind.equals(REFUSED);
        }
    }
}
