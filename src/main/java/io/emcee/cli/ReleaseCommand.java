package io.emcee.cli;

import io.emcee.engine.DatabaseState;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code emcee db release}: emcee leaves a database. As JSON the kind {@code release} with the keys {@code removed}
 * (false when there was nothing) and {@code sentence}.
 */
@Command(name = "release", description = "Take emcee's own schema out of the database; the service's tables stay.")
final class ReleaseCommand implements Callable<Integer> {
    private final Context context;

    ReleaseCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Session session = context.session();
        session.engine().set().runnable("release a database");
        String removal =
                session.engine().inspect().fold(ReleaseCommand::removal, empty -> "", adoptable -> "", unknown -> "");
        if (removal.isEmpty()) {
            return print(false, "There is nothing of emcee in the database.");
        }
        if (context.options().dryRun) {
            return print(false, "Would remove " + removal + ".");
        }
        new Confirmation(context, session)
                .typeName("This removes " + removal
                        + " and the journal (see emcee journal export); no emcee will know any more what is applied.");
        session.engine().release();
        return print(true, "Removed " + removal + ".");
    }

    /** {@code schema "emcee" with the record of 12 steps} */
    private static String removal(DatabaseState.Controlled controlled) {
        int steps = controlled.records().rows().size();
        return "schema \"emcee\" with the record of " + steps + (steps == 1 ? " step" : " steps");
    }

    private int print(boolean removed, String sentence) {
        context.output().result(sentence, "release", Map.of("removed", removed, "sentence", sentence));
        return ExitCode.DONE;
    }
}
